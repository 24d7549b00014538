import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@podium/shared/failures.ts'
import { EmailAddress } from '@podium/shared/primitives.ts'
import { signIn } from '@podium/shared/staff.ts'
import { call } from '../../lib/api.ts'
import { Brand } from '../../ui/Brand.tsx'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useAccountChange } from './account.ts'

/** The door for staff; `place` names where it leads. */
export function SignIn({ place }: { readonly place: string }) {
  const { t } = useTranslation(['staff', 'failures', 'common'])
  const { signedIn } = useAccountChange()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [wasSent, setSent] = useState(false)
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const address = EmailAddress.safeParse(email)

  async function submit(event: SyntheticEvent) {
    event.preventDefault()
    setSent(true)
    if (!address.success || password === '' || isPending) return
    setPending(true)
    setFailure(null)
    try {
      signedIn(await call(signIn, { email: address.data, password }))
    } catch (error) {
      setFailure(explain(error))
      setPending(false)
    }
  }

  function explain(error: unknown): string {
    if (!(error instanceof Refusal)) return t('unreachable')
    const wait = error.retryAfterMs === null ? '' : ` ${t('tryAgainIn', { seconds: Math.ceil(error.retryAfterMs / 1000) })}`
    return t(`failures:${error.code}`) + wait
  }

  return (
    <main className="sign-in" id="content">
      <form className="card sign-in-card" onSubmit={(event) => void submit(event)} noValidate>
        <Brand name={t('common:product')} area={place} />
        <div className="stack stack--s">
          <h1 className="h-page">{t('signInTitle')}</h1>
          <p className="t-2">{t('signInLead')}</p>
        </div>
        {failure !== null && (
          <p className="error" role="alert">
            <Icon name="alert" /> <span>{failure}</span>
          </p>
        )}
        <Field
          label={t('email')}
          value={email}
          onChange={setEmail}
          type="email"
          autoComplete="username"
          name="email"
          isRequired
          error={wasSent && !address.success ? t('emailMissing') : null}
        />
        <Field
          label={t('password')}
          value={password}
          onChange={setPassword}
          type="password"
          autoComplete="current-password"
          name="password"
          isRequired
          error={wasSent && password === '' ? t('passwordMissing') : null}
        />
        <Button type="submit" variant="primary" isBig isBlock isPending={isPending}>
          {t('signIn')}
        </Button>
      </form>
    </main>
  )
}
