import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { AccountList, type SignInWay } from '@/components/account/account-list'
import { AccountNotices } from '@/components/account/account-notices'
import { SessionList } from '@/components/account/session-list'
import { UsageList } from '@/components/account/usage-list'
import type { AccountNotice } from '@/domain/account/notice'
import { QUOTA_NAMES } from '@/domain/account/quota'
import type { FormAction } from '@/domain/forms'

/** Actions that note what was posted to them: `name field=value …`. */
function postbox() {
  const posted: string[] = []
  const into =
    (name: string): FormAction =>
    async (_, form) => {
      const fields = [...form].filter(([field]) => !field.startsWith('$')).map(([field, value]) => `${field}=${value}`)
      posted.push([name, ...fields].join(' '))
      return null
    }
  return { posted, into }
}

const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }))

describe('the news of an account', () => {
  const notices: AccountNotice[] = [
    { id: '3', kind: 'token', what: 'backup', label: null, createdAt: '2026-03-03T10:00:00.000Z' },
    { id: '2', kind: 'account', what: 'GitHub', label: '@ana', createdAt: '2026-02-02T10:00:00.000Z' },
    { id: '1', kind: 'account', what: 'Google', label: null, createdAt: '2026-01-01T10:00:00.000Z' },
  ]

  it('says of each what is new and since when, and where to undo it', () => {
    render(<AccountNotices notices={notices} dismiss={postbox().into('dismiss')} />)
    // One line tells the newest, and how many more there are.
    expect(screen.getByText(/^The token “backup” was made on .*2026\.$/).closest('summary')).toHaveTextContent(/\+ 2$/)
    expect(screen.getAllByRole('listitem', { hidden: true }).map((item) => item.textContent)).toEqual([
      expect.stringMatching(/^GitHub \(@ana\) was connected to your account on .*2026\.$/),
      expect.stringMatching(/^Google was connected to your account on .*2026\.$/),
    ])
    expect(screen.getByRole('link', { name: 'Settings', hidden: true })).toHaveAttribute('href', '/settings')
  })

  it('is dismissed up to the newest that was shown', async () => {
    const { posted, into } = postbox()
    render(<AccountNotices notices={notices} dismiss={into('dismiss')} />)
    await press('It was me')
    await waitFor(() => expect(posted).toEqual(['dismiss until=2026-03-03T10:00:00.000Z']))
  })

  it('is not there without any', () => {
    const { container } = render(<AccountNotices notices={[]} dismiss={postbox().into('dismiss')} />)
    expect(container).toBeEmptyDOMElement()
  })
})

describe('the sessions', () => {
  const OLD = { id: 'old', device: 'Firefox on Windows', createdAt: '2026-01-01T10:00:00.000Z' }
  const HERE = { id: 'here', device: null, createdAt: '2026-02-02T10:00:00.000Z' }

  function show(sessions: (typeof OLD | typeof HERE)[], tokens: number) {
    const { posted, into } = postbox()
    render(
      <SessionList
        sessions={sessions}
        currentId="here"
        tokens={tokens}
        signOutSession={into('session')}
        signOutOthers={into('others')}
        signOutEverywhere={into('everywhere')}
      />,
    )
    return posted
  }

  it('are each signed out by their id, this one first and named so', async () => {
    const posted = show([OLD, HERE], 0)
    expect(within(screen.getAllByRole('listitem')[0] as HTMLElement).getByText('This browser')).toBeVisible()
    await press('Sign out: this browser')
    await press('Sign out: Firefox on Windows')
    await waitFor(() => expect(posted).toEqual(['session id=here', 'session id=old']))
  })

  it.each([
    ['Sign out everywhere else', 'others'],
    ['Sign out everywhere', 'everywhere'],
  ])('%s revokes the tokens only if asked', async (label, action) => {
    const posted = show([OLD, HERE], 2)
    await press(label)
    await waitFor(() => expect(posted).toEqual([action]))
    const form = screen.getByRole('button', { name: label }).closest('form') as HTMLElement
    await userEvent.click(within(form).getByRole('checkbox', { name: 'and revoke my 2 tokens' }))
    await press(label)
    await waitFor(() => expect(posted).toEqual([action, `${action} tokens=on`]))
  })

  it('offer nothing that would do nothing', () => {
    show([HERE], 0)
    expect(screen.queryByRole('checkbox')).toBeNull()
    expect(screen.queryByRole('button', { name: 'Sign out everywhere else' })).toBeNull()
    expect(screen.getByRole('button', { name: 'Sign out everywhere' })).toBeVisible()
  })
})

describe('the ways to sign in', () => {
  const way: SignInWay = { id: 'github', name: 'GitHub', canConnect: false, canDisconnect: false }

  it.each([
    ['Connect', 'Disconnect', { canConnect: true }],
    ['Disconnect', 'Connect', { canDisconnect: true }],
  ])('offer to %s and not to %s, for the provider beside it', async (offered, other, may) => {
    const { posted, into } = postbox()
    const actions = { connectAction: into('Connect'), disconnectAction: into('Disconnect') }
    render(
      <AccountList
        ways={[
          { ...way, ...may },
          { ...way, id: 'google', name: 'Google' },
        ]}
        {...actions}
      />,
    )
    expect(screen.getAllByRole('button')).toHaveLength(1)
    expect(screen.queryByRole('button', { name: new RegExp(`^${other} `) })).toBeNull()
    await press(`${offered} GitHub`)
    await waitFor(() => expect(posted).toEqual([`${offered} provider=github`]))
  })

  it('name the account that is connected, and since when', () => {
    const noAction = postbox().into('none')
    const connected = { ...way, label: '@ana', connectedAt: '2026-02-02T10:00:00.000Z' }
    render(<AccountList ways={[connected]} connectAction={noAction} disconnectAction={noAction} />)
    expect(screen.getByText('@ana')).toBeVisible()
    expect(screen.getByText(/^Connected since .*2026/)).toBeVisible()
    expect(screen.queryByText(/has moved since/)).toBeNull()
  })

  it('say that an account signs nobody in since its provider moved', () => {
    const noAction = postbox().into('none')
    const moved = { ...way, connectedAt: '2026-02-02T10:00:00.000Z', moved: true, canConnect: true }
    render(<AccountList ways={[moved]} connectAction={noAction} disconnectAction={noAction} />)
    expect(screen.getByText(/GitHub has moved since: connect it again/)).toBeVisible()
    expect(screen.getByRole('button', { name: 'Connect GitHub' })).toBeVisible()
  })
})

describe('what a person uses', () => {
  it('is told for each limit, and what to do where one is near', () => {
    const usage = QUOTA_NAMES.map((name, at) => ({ name, used: at % 2 ? 10_000_000 : 0, most: 10_000_000 }))
    render(<UsageList usage={usage} />)
    const near = screen.getAllByRole('listitem').map((item) => within(item).queryByText(/^Near the limit\. ./) !== null)
    expect(near).toEqual(QUOTA_NAMES.map((_, at) => at % 2 === 1))
  })
})
