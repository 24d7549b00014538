import { useNavigate } from 'react-router'
import { useTranslation } from 'react-i18next'
import { enterByNumber } from '@podium/shared/seats.ts'
import { LostLink } from '../../features/lost-link/LostLink.tsx'
import { EntryForm } from '../../features/seats/EntryForm.tsx'
import { TakenStub } from '../../features/seats/TakenStub.tsx'
import { useEntry } from '../../features/seats/useEntry.ts'
import { call } from '../../lib/api.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Frame } from './Frame.tsx'

/** The second way in: number and code, where the link does not work. `onGesture` runs inside the click. */
export function NumberPage({ onGesture }: { readonly onGesture: () => void }) {
  const { t } = useTranslation('entry')
  const navigate = useNavigate()
  const entry = useEntry(
    'number',
    ({ code, number }: { code: string; number: string }, takeOver) => call(enterByNumber, { number, code, takeOver }),
    (seat) => void navigate(`/s/${seat.slug}`, { replace: true }),
  )
  return (
    <Frame provider="Podium" skipTo="entrance" skipLabel={t('skip')} bodyClass="entry-page">
      <main className="wrap entry" id="entrance">
        <section className="card card-pad entry-number" aria-labelledby="number-title">
          <h1 className="h-page" id="number-title">
            {t('numberTitle')}
          </h1>
          {body()}
        </section>
        <LostLink />
      </main>
    </Frame>
  )

  function body() {
    switch (entry.screen.kind) {
      case 'form':
        return (
          <>
            <p className="t-2">{t('numberText')}</p>
            <EntryForm
              by="number"
              screen={entry.screen}
              isPending={entry.isPending}
              action={t('join')}
              timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}
              onEnter={(input) => {
                onGesture()
                entry.attempt(input)
              }}
            />
          </>
        )
      case 'taken':
        return (
          <TakenStub
            untilMs={entry.screen.untilMs}
            isPending={entry.isPending}
            supportEmail=""
            onStay={entry.back}
            onTakeOver={() => {
              onGesture()
              entry.takeOver()
            }}
          />
        )
      case 'dead': {
        const [title, text] = DEAD[entry.screen.reason]
        return (
          <div className="stack" role="alert">
            <Icon name="alert" size="l" />
            <h2 className="h-sec">{t(title)}</h2>
            <p>{t(text)}</p>
          </div>
        )
      }
    }
  }
}

const DEAD = {
  cancelled: ['cancelledTitle', 'cancelledText'],
  ended: ['endedTitle', 'endedText'],
  revoked: ['revokedTitle', 'revokedText'],
  unknown: ['unknownTitle', 'unknownText'],
} as const
