import { Trans, useTranslation } from 'react-i18next'
import type { Wave } from '@podium/shared/polls.ts'

/** Under the stage while a poll is open: how many have voted, a number without names; nothing while it is kept back. */
export function PollTurnout({ wave }: { readonly wave: Wave }) {
  const { t } = useTranslation('polls')
  if (wave.ballots === null) return null
  return (
    <p className="room-turnout">
      <Trans t={t} i18nKey="haveVoted" count={wave.ballots} components={{ b: <b className="t-num" /> }} />
    </p>
  )
}
