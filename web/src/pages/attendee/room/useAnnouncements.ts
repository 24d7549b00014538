import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttendeeSnapshot } from '@podium/shared/room.ts'
import { currentPoll, isClosingSoon, openWave, waveKey } from '../../../features/polls/view.ts'
import { verdictOf } from '../../../features/polls/verdict.ts'
import { verdictLine } from '../../../features/polls/verdictText.ts'
import { announce } from '../../../ui/Announcer.tsx'

const OPENED = {
  only: 'announceOpened',
  before: 'announceOpened',
  middle: 'announceOpenedMiddle',
  after: 'announceOpenedAfter',
} as const

/** Says each change of the room once, politely: item, poll, answers, five minutes left, the end (DESIGN §7). */
export function useAnnouncements(snapshot: AttendeeSnapshot, phase: string, minutesLeft: number | null, nowMs: number): void {
  const { t } = useTranslation('room')
  const { t: tPolls } = useTranslation('polls')
  const { t: tQuestions } = useTranslation('questions')
  const item = snapshot.seminar.agenda.find(({ id }) => id === snapshot.stage.currentItemId)
  const poll = currentPoll(snapshot.polls)
  const wave = poll && openWave(poll)

  useSay(phase, () => (phase === 'live' ? t('announceStarted') : phase === 'ended' ? t('announceEnded') : null))
  useSay(item?.id ?? '', () =>
    item ? `${t('announceItem', { title: item.title })}${item.isStarred ? ` ${t('legalTitle')} ${t('legalText')}` : ''}` : null,
  )
  useSay(minutesLeft !== null && minutesLeft <= 5 ? 'five' : 'more', () => (minutesLeft === 5 ? t('announceFiveMinutes') : null))
  useSay(poll ? `${wave ? waveKey(poll, wave) : `${poll.id} closed`} ${poll.isRevealed}` : '', () => {
    if (!poll) return null
    if (wave) {
      if (wave.version > 1) return tPolls('announceReopened')
      return tPolls(OPENED[wave.name])
    }
    const verdict = verdictOf(poll)
    return verdict ? verdictLine(verdict, tPolls) : tPolls('announceClosed')
  })
  useSay(poll?.early ? `${poll.id} early` : '', () => (poll?.early ? tPolls('announceEarly') : null))
  // Once for each end that was set: an extension makes the warning possible again.
  useSay(poll && wave && isClosingSoon(wave, nowMs) ? `${waveKey(poll, wave)} ${wave.closesAt}` : '', () =>
    wave && isClosingSoon(wave, nowMs) ? tPolls('announceClosesSoon') : null,
  )
  // A merged question has the fate of its target.
  const fates = snapshot.ownQuestions.map(({ id, state, mergedInto }) => ({
    id,
    isMerged: state === 'merged',
    state: mergedInto?.state ?? state,
  }))
  const keyOf = ({ isMerged, state }: { isMerged: boolean; state: string }) => `${isMerged} ${state}`
  const before = useRef(new Map(fates.map((fate) => [fate.id, keyOf(fate)])))
  useSay(fates.map((fate) => `${fate.id} ${keyOf(fate)}`).join(), () => {
    const known = before.current
    const changed = fates.find((fate) => known.has(fate.id) && known.get(fate.id) !== keyOf(fate))
    before.current = new Map(fates.map((fate) => [fate.id, keyOf(fate)]))
    if (changed === undefined) return null
    if (changed.isMerged && known.get(changed.id)?.startsWith('false')) return tQuestions('ownMerged')
    if (changed.state === 'answering') return tQuestions('ownAnswering')
    return changed.state === 'answered' || changed.state === 'answered_in_writing' ? tQuestions('ownAnswered') : null
  })
}

/** Announces when the key changes; never on the first look, which is no change. */
function useSay(key: string, sentence: () => string | null): void {
  const known = useRef(key)
  useEffect(() => {
    if (known.current === key) return
    known.current = key
    const text = sentence()
    if (text !== null) announce(text)
  })
}
