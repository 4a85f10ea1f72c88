import type { FormAction } from '@/domain/forms'
import { LinkField } from './link-field'
import { QrCode } from './qr-code'
import { SwitchForm } from './switch-form'

type Props = {
  visibility: 'private' | 'everyone'
  /** The full address of the public page; null if there never was one. */
  url: string | null
  searchable: boolean
  /** Posted with `visibility`. */
  setVisibility: FormAction
  rotate: FormAction
  /** Posted with `searchable`, `yes` or `no`. */
  setSearchable: FormAction
}

/** Switches a bucket's public page on and off, and shows its link. Works without JavaScript. */
export function PublicLink({ visibility, url, searchable, setVisibility, rotate, setSearchable }: Props) {
  const open = visibility === 'everyone'
  return (
    <section aria-labelledby="public-link" className="flex flex-col gap-5 rounded-lg border bg-surface p-4 sm:p-6">
      <h2 id="public-link">Public link</h2>
      <SwitchForm
        action={setVisibility}
        name="visibility"
        value={open ? 'private' : 'everyone'}
        on={open}
        label="Everyone with the link can see it"
      >
        {open
          ? 'Signed in or not. They can see the movies but change nothing.'
          : 'Off: only you and the people you share it with can see it.'}
      </SwitchForm>
      {open && url && (
        <>
          <div className="flex flex-wrap items-start gap-5">
            <LinkField url={url} rotate={rotate} />
            <QrCode text={url} label="QR code of the link" />
          </div>
          <SwitchForm
            action={setSearchable}
            name="searchable"
            value={searchable ? 'no' : 'yes'}
            on={searchable}
            label="Search engines may list it"
          >
            {searchable
              ? 'People can find it without having the link.'
              : 'Off: search engines are asked to leave it out.'}
          </SwitchForm>
        </>
      )}
    </section>
  )
}
