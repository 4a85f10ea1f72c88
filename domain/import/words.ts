/** The fields that a name of a column can tell. */
export const NAMED_FIELDS = ['title', 'format', 'length', 'releaseYear', 'rating', 'kind', 'viewed'] as const
export type NamedField = (typeof NAMED_FIELDS)[number]
/** What a word in the name of a column says: a field, or whose rating it is. */
export type Meaning = NamedField | 'own' | 'crowd'

/**
 * Words of names of columns by language, the clearest first, folded and without spaces (`runningtime` is found in
 * *Running time*, too). `own` marks a person's own rating, `crowd` that of others.
 */
export const LANGUAGES: Record<string, Partial<Record<Meaning, string>>> = {
  English: {
    title: 'title movietitle filmtitle titlename moviename filmname name movie film',
    format: 'format mediaformat videoformat mediatype media medium carrier',
    length: 'length runtime runningtime duration playtime playingtime minutes mins',
    releaseYear:
      'releaseyear moviereleaseyear year productionyear yearreleased yearofrelease moviereleasedate releasedate datereleased released publishdate firstreleased premiered premieredate theatricalrelease dateofrelease release airdate',
    rating: 'rating rated rate stars star score grade mark vote',
    kind: 'titletype mediatype entrytype itemtype type kind category class',
    viewed:
      'watcheddate datewatched watchedat watchedon lastwatched lastwatchedat dateviewed vieweddate viewedat lastviewed',
    own: 'my your you user personal own me',
    crowd:
      'imdb tmdb tvdb trakt rotten rt tomatoes tomatometer metacritic metascore meta critic critics average avg mean community public global audience popularity letterboxd kinopoisk douban',
  },
  German: {
    title: 'titel filmtitel filmname',
    format: 'medium medien medientyp tontrager bildtrager datentrager',
    length: 'lange laufzeit dauer spieldauer spielzeit filmlange minuten',
    releaseYear: 'jahr erscheinungsjahr produktionsjahr veroffentlichung veroffentlicht erscheinungsdatum kinostart',
    rating: 'bewertung wertung note sterne punkte',
    kind: 'art typ titeltyp kategorie',
    viewed: 'gesehenam zuletztgesehen',
    own: 'mein meine deine ihre eigene personliche',
    crowd: 'durchschnitt durchschnittliche',
  },
  French: {
    title: 'titre titredufilm nomdufilm nom',
    format: 'support formatvideo',
    length: 'duree',
    releaseYear: 'annee anneedesortie datedesortie sortie anneedeproduction',
    rating: 'note evaluation appreciation etoiles',
    kind: 'type genredetitre categorie',
    viewed: 'vule datedevisionnage',
    own: 'ma mon mes votre vos perso personnelle',
    crowd: 'moyenne moyen presse spectateurs',
  },
  Spanish: {
    title: 'titulo pelicula nombre',
    format: 'formato soporte medio',
    length: 'duracion',
    releaseYear: 'ano anodeestreno anodelanzamiento estreno fechadeestreno fechadelanzamiento',
    rating: 'nota calificacion puntuacion valoracion estrellas voto',
    kind: 'tipo tipodetitulo categoria',
    viewed: 'vistoel fechavista',
    own: 'mi mis tu tus su',
    crowd: 'media promedio',
  },
  Italian: {
    title: 'titolo nome pellicola',
    format: 'formato supporto',
    length: 'durata',
    releaseYear: 'anno annodiuscita datadiuscita uscita annodiproduzione',
    rating: 'voto valutazione punteggio giudizio stelle',
    kind: 'tipo tipodititolo categoria',
    viewed: 'vistoil datavisione',
    own: 'mio mia miei tuo tua il',
    crowd: 'media medio critica pubblico',
  },
  Portuguese: {
    title: 'titulo filme nome',
    format: 'formato midia suporte',
    length: 'duracao',
    releaseYear: 'ano anodelancamento lancamento datadelancamento estreia',
    rating: 'nota avaliacao classificacao pontuacao estrelas',
    kind: 'tipo categoria',
    viewed: 'assistidoem vistoem',
    own: 'meu minha seu sua',
    crowd: 'media',
  },
  Dutch: {
    title: 'titel filmtitel naam',
    format: 'formaat drager medium',
    length: 'speelduur lengte duur',
    releaseYear: 'jaar jaartal uitgavejaar productiejaar releasejaar releasedatum',
    rating: 'waardering beoordeling cijfer sterren score',
    kind: 'soort type',
    viewed: 'gezienop laatstgezien',
    own: 'mijn jouw uw eigen',
    crowd: 'gemiddelde gemiddeld',
  },
  Nordic: {
    title: 'titel tittel filmtitel nimi elokuva filmens',
    format: 'formaatti medie media tallenne',
    length: 'langd speltid spilletid lengde varighed varighet kesto pituus laengde',
    releaseYear: 'ar utgivningsar produktionsar udgivelsesar utgivelsesar vuosi julkaisuvuosi premiar premiere',
    rating: 'betyg karakter vurdering terningkast arvosana arvio poang bedomning',
    kind: 'typ slags tyyppi',
    viewed: 'sedd sett katsottu',
    own: 'mitt min mina mine oma',
    crowd: 'medel snitt gennemsnit keskiarvo',
  },
  Polish: {
    title: 'tytul nazwa',
    format: 'format nosnik',
    length: 'dlugosc czastrwania czas',
    releaseYear: 'rok rokprodukcji rokwydania premiera',
    rating: 'ocena gwiazdki',
    kind: 'typ rodzaj',
    viewed: 'obejrzano dataobejrzenia',
    own: 'moja twoja wlasna',
    crowd: 'srednia',
  },
  Czech: {
    title: 'nazev titul',
    format: 'nosic medium',
    length: 'delka stopaz',
    releaseYear: 'rok rokvydani rokvyroby',
    rating: 'hodnoceni znamka',
    kind: 'typ druh',
    own: 'moje vlastni',
    crowd: 'prumer prumerne',
  },
  Hungarian: {
    title: 'cim filmcim',
    format: 'formatum hordozo',
    length: 'hossz jatekido idotartam',
    releaseYear: 'ev megjelenes megjeleneseve gyartasiev',
    rating: 'ertekeles pontszam osztalyzat',
    kind: 'tipus',
    own: 'sajat',
    crowd: 'atlag',
  },
  Turkish: {
    title: 'baslik ad filmadi',
    format: 'bicim ortam',
    length: 'sure uzunluk',
    releaseYear: 'yil yapimyili cikistarihi',
    rating: 'puan puanim degerlendirme',
    kind: 'tur tip',
    own: 'benim kisisel',
    crowd: 'ortalama',
  },
  Russian: {
    title: 'название фильм наименование',
    format: 'формат носитель',
    length: 'длительность продолжительность хронометраж время',
    releaseYear: 'год годвыпуска годвыхода датавыхода премьера',
    rating: 'оценка рейтинг баллы звезды',
    kind: 'тип вид',
    viewed: 'датапросмотра просмотрено',
    own: 'моя мои мой ваша ваш личная',
    crowd: 'средняя средний кинопоиск кинопоиска',
  },
  Ukrainian: {
    title: 'назва фільм',
    format: 'носій',
    length: 'тривалість',
    releaseYear: 'рік ріквипуску',
    rating: 'оцінка',
    own: 'моя',
    crowd: 'середня',
  },
  Japanese: {
    title: 'タイトル 作品名 映画名 題名 邦題 名前',
    format: 'フォーマット 形式 メディア 媒体 記録媒体',
    length: '上映時間 再生時間 本編時間 時間 長さ 分数',
    releaseYear: '公開年 製作年 制作年 発売年 公開日 年',
    rating: '評価 スコア 点数 採点 評点 星',
    kind: '種類 種別 タイプ 区分',
    viewed: '鑑賞日 視聴日',
    own: '自分の 自分 私の マイ 個人 あなたの',
    crowd: '平均 みんなの',
  },
  Chinese: {
    title: '片名 电影名称 電影名稱 影片名称 影片名 电影名 電影名 标题 標題 名称 名稱 中文名 电影 電影',
    format: '格式 介质 媒介 媒体 載體 载体 介質',
    length: '片长 片長 时长 時長 长度 長度 播放时间',
    releaseYear: '上映年份 年份 年代 上映日期 上映时间 上映時間 发行年份 發行年份 出品年份 年',
    rating: '评分 評分 评价 評價 打分 星级 星級 分数 分數',
    kind: '类型 類型 类别 類別 种类 種類',
    viewed: '观看日期 觀看日期 标记时间',
    own: '个人 個人 我的 我 自己 您的 你的',
    crowd: '豆瓣 平均 网友',
  },
  Korean: {
    title: '제목 영화제목 영화명 이름',
    format: '포맷 형식 매체',
    length: '상영시간 재생시간 러닝타임 길이',
    releaseYear: '개봉연도 개봉년도 연도 개봉일 제작연도',
    rating: '평점 별점 점수 평가',
    kind: '종류 유형',
    viewed: '관람일',
    own: '내 나의 개인',
    crowd: '평균',
  },
}

/** Words that say that a column is about something else, or about another time than that of the release. */
export const ELSE = new Set(
  `id ids url uri link path file slug guid const added created modified updated purchase purchased bought acquired borrowed
  loaned price value cost review birth born death director directors actor actors cast author genre genres count counts
  num number votes season episode series disc discs disk dvd bluray age content certificate mpaa fsk parental language
  country studio barcode ean upc isbn tag tags notes comment comments description plot synopsis aspect audio subtitle
  watched viewed gesehen gekauft region layer layers code edition volume quality location shelf box owner list sort sorted sorttitle position rank index copies qty quantity seen progress
  date datum fecha data gekauft bestellt anzahl prix precio prezzo prijs pris cena цена 价格 値段 编号 导演 監督`
    .split(/\s+/)
    .filter(Boolean),
)
/** Words that change nothing. */
export const BESIDE = new Set(
  `in of the de del du des di da do la le les der die das den el a an and or to on for for am im min mins minute minutes
  minuten minuti minutos ms s sec secs second seconds h hr hrs hour hours millis milliseconds ticks stars main primary
  display full local localized english german original originaltitel international value out scale movie film yyyy
  1 2 5 10 20 100 star points point 5star date`
    .split(/\s+/)
    .filter(Boolean),
)
