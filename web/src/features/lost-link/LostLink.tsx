import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@podium/shared/failures.ts'
import { requestLostLink } from '@podium/shared/letters.ts'
import { EmailAddress } from '@podium/shared/primitives.ts'
import { call } from '../../lib/api.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'

/** "Link verloren?": one answer for every address (EM-05). */
export function LostLink() {
  const { t } = useTranslation(['letters', 'failures'])
  const [email, setEmail] = useState('')
  const [wasSent, setSent] = useState(false)
  const [isDone, setDone] = useState(false)
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const answer = useRef<HTMLParagraphElement>(null)
  const isGood = EmailAddress.safeParse(email).success

  useEffect(() => {
    if (isDone) answer.current?.focus()
  }, [isDone])

  async function send() {
    setSent(true)
    if (!isGood || isPending) return
    setPending(true)
    setFailure(null)
    try {
      await call(requestLostLink, { email })
      setDone(true)
    } catch (error) {
      setFailure(error instanceof Refusal ? t(`failures:${error.code}`) : t('unreachable'))
    } finally {
      setPending(false)
    }
  }

  return (
    <section className="card card-pad entry-number" aria-labelledby="lost-title" id="link-verloren">
      <h2 className="h-sec" id="lost-title">
        {t('lostTitle')}
      </h2>
      {isDone ? (
        <>
          <p ref={answer} tabIndex={-1} role="status">
            {t('lostDone')}
          </p>
          <Button
            onPress={() => {
              setDone(false)
              setSent(false)
              setEmail('')
            }}
          >
            {t('lostBack')}
          </Button>
        </>
      ) : (
        <form
          className="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void send()
          }}
        >
          <p className="t-2">{t('lostLead')}</p>
          <Field
            label={t('lostEmail')}
            value={email}
            onChange={setEmail}
            type="email"
            autoComplete="email"
            error={wasSent && !isGood ? t('lostWrong') : null}
          />
          <Button type="submit" isBlock isPending={isPending}>
            {t('lostSend')}
          </Button>
          {failure !== null && (
            <p className="error" role="alert">
              <Icon name="alert" /> <span>{failure}</span>
            </p>
          )}
        </form>
      )}
    </section>
  )
}
