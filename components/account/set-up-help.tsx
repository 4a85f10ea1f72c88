import type { ProviderId } from '@/domain/account/providers'

/** The address to register with each provider. */
export type CallbackUrls = Record<ProviderId, string>

/** Tells the operator of a copy without a provider what to register where, and what to set. */
export function SetUpHelp({ callbackUrls, open }: { callbackUrls: CallbackUrls; open: boolean }) {
  return (
    <details open={open} className="rounded border bg-surface px-4 py-3 text-sm">
      <summary className="-my-3 py-3 font-semibold">
        {open ? 'Nobody can sign in here yet' : 'Let people sign in with GitHub or Google'}
      </summary>
      <p className="mt-2">
        For the operator of this moviebucket: register it with one of these, set the values you get there, and restart
        it.
      </p>
      <dl className="mt-3 flex flex-col gap-3 [&_code]:font-mono [&_code]:text-xs [&_code]:break-all [&_dt]:font-semibold">
        <div>
          <dt>GitHub: Settings → Developer settings → OAuth Apps</dt>
          <dd>
            Set <code>AUTH_GITHUB_ID</code> and <code>AUTH_GITHUB_SECRET</code>. Callback URL:{' '}
            <code>{callbackUrls.github}</code>
          </dd>
        </div>
        <div>
          <dt>Google: Cloud console → APIs &amp; Services → Credentials</dt>
          <dd>
            Set <code>AUTH_GOOGLE_ID</code> and <code>AUTH_GOOGLE_SECRET</code>. Redirect URI:{' '}
            <code>{callbackUrls.google}</code>
          </dd>
        </div>
        <div>
          <dt>Any OpenID Connect provider</dt>
          <dd>
            Set <code>AUTH_OIDC_ISSUER</code>, <code>AUTH_OIDC_ID</code> and <code>AUTH_OIDC_SECRET</code>. Redirect
            URI: <code>{callbackUrls.oidc}</code>
          </dd>
        </div>
      </dl>
    </details>
  )
}
