import { ENCODING_LABELS, type Encoding } from './encodings'

// What the detector calls those that are not Unicode.
const DETECTED: Record<string, Encoding> = {
  'Windows-1252': 'windows-1252',
  'Windows-1250': 'windows-1250',
  'Windows-1251': 'windows-1251',
  'Windows-1253': 'windows-1253',
  'Windows-1254': 'windows-1254',
  MacRoman: 'macintosh',
  'KOI8-R': 'koi8-r',
  GB18030: 'gb18030',
  Big5HKSCS: 'big5',
  Big5: 'big5',
  CP932: 'shift_jis',
  SHIFT_JIS: 'shift_jis',
  'EUC-JP': 'euc-jp',
  CP949: 'euc-kr',
  'EUC-KR': 'euc-kr',
}
// The model weighs 700 KB and takes 0.1 s to load, so nothing loads it before a file that is not UTF-8.
const MOST_DETECTED = 65_536

/**
 * The encoding that some bytes, which are text but not UTF-8, are most probably in: Windows-1252 if nothing speaks for
 * another. `sure` says whether that one is clearly more probable than all others.
 */
export async function detectEncoding(bytes: Uint8Array): Promise<{ encoding: Encoding; sure: boolean }> {
  const { detectAll } = await import('jschardet')
  const found = detectAll(bytes.subarray(0, MOST_DETECTED), {
    detectEncodings: Object.keys(DETECTED),
    minimumThreshold: 0.001,
  }).flatMap(({ encoding, confidence }) => {
    const label = DETECTED[encoding ?? '']
    return label ? [{ label, confidence }] : []
  })
  const [best] = found
  if (!best) return { encoding: 'windows-1252', sure: false }
  // By far the most frequent one: it wins where a few letters fit several.
  const usual = found.find(({ label }) => label === 'windows-1252')
  const first = usual && usual.confidence >= best.confidence * 0.95 ? usual : best
  const next = found.find(({ label }) => label !== first.label)
  return { encoding: first.label, sure: !next || first.confidence > next.confidence * 1.2 }
}

/** The encoding that a byte order mark or the zeros between its letters give to a text, if they do. */
export function readMark(head: Uint8Array): Encoding | undefined {
  const [a, b, c] = head
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  const start = [...head.subarray(0, 512)]
  const even = start.filter((byte, at) => byte === 0 && at % 2 === 0).length
  const odd = start.filter((byte, at) => byte === 0 && at % 2 === 1).length
  const half = start.length / 2
  // Names of columns are mostly in ASCII, of which UTF-16 has a zero in every other byte.
  if (half >= 4 && even === 0 && odd > half * 0.6) return 'utf-16le'
  if (half >= 4 && odd === 0 && even > half * 0.6) return 'utf-16be'
  return undefined
}

/** The encoding other than UTF-8 that XML or HTML says it is in, if it does. */
export function readDeclaration(head: Uint8Array): Encoding | undefined {
  const start = new TextDecoder('latin1').decode(head.subarray(0, 1024))
  if (!/^\s*</.test(start)) return undefined
  const named = /\b(?:encoding|charset)=["']?([\w-]{2,20})/i.exec(start)?.[1] ?? ''
  try {
    const label = new TextDecoder(named).encoding
    return ENCODING_LABELS.find((known) => known === label && known !== 'utf-8')
  } catch {
    return undefined
  }
}
