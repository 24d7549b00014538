import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Poll } from '@podium/shared/polls.ts'
import type { AttendeeSnapshot } from '@podium/shared/room.ts'
import { agendaProgress } from '../../../features/agenda/progress.ts'
import { AgendaRail } from '../../../features/agenda/AgendaRail.tsx'
import { HearingTap } from '../../../features/attendance/HearingTap.tsx'
import { NowStrip } from '../../../features/agenda/NowStrip.tsx'
import { currentPoll, openWave, waveKey } from '../../../features/polls/view.ts'
import { PollTurnout } from '../../../features/polls/PollTurnout.tsx'
import { listQuestions } from '../../../features/questions/order.ts'
import { NowQuestion } from '../../../features/questions/NowQuestion.tsx'
import type { Listener, ListenerState } from '../../../features/stage/listener.ts'
import { useShortcuts } from '../../../features/stage/shortcuts.ts'
import type { Large } from '../../../features/stage/StageBar.tsx'
import { useFullscreen } from '../../../features/stage/useFullscreen.ts'
import { useWakeLock } from '../../../features/stage/useWakeLock.ts'
import { keepChoice, readChoice } from '../../../lib/deviceStore.ts'
import type { LiveRoom, LiveStatus } from '../../../lib/live.ts'
import { useServerNow } from '../../../lib/useServerNow.ts'
import { Announcer } from '../../../ui/Announcer.tsx'
import { Notice } from './Notice.tsx'
import { Panel } from './Panel.tsx'
import { RoomBanner } from './RoomBanner.tsx'
import { RoomHead } from './RoomHead.tsx'
import { StageView } from './StageView.tsx'
import { isRevealOnStage, pictureBeside } from './staging.ts'
import { TrainerView } from './TrainerView.tsx'
import { useAnnouncements } from './useAnnouncements.ts'
import { type PanelTab, usePanelTab } from './usePanelTab.ts'

const SHORTCUTS_KEY = 'podium.shortcuts'

export interface RoomPageProps {
  readonly room: LiveRoom<AttendeeSnapshot>
  readonly snapshot: AttendeeSnapshot
  readonly status: LiveStatus
  readonly clockOffsetMs: number
  readonly phase: 'waiting' | 'live' | 'ended'
  readonly listener: Listener
  readonly media: ListenerState
  /** The tap that says "I can hear"; null where there is nothing to say. */
  readonly onHearing: (() => void) | null
  readonly onLeave: () => void
}

/** What of a poll the room may see, as a key; null while that is nothing. */
function shownOf(poll: Poll | null): string | null {
  if (!poll) return null
  if (poll.isRevealed) return poll.id
  return poll.early ? `${poll.id} early` : null
}

/** The seminar room before, during and after the seminar. */
export function RoomPage({ room, snapshot, status, clockOffsetMs, phase, listener, media, onHearing, onLeave }: RoomPageProps) {
  const { t } = useTranslation('room')
  const { seminar, stage } = snapshot
  const nowMs = useServerNow(clockOffsetMs)
  const progress = agendaProgress(seminar, stage, nowMs)
  const questions = listQuestions(snapshot.questions, snapshot.ownQuestions)
  const answering = questions.find(({ state }) => state === 'answering') ?? null
  const poll = currentPoll(snapshot.polls)
  const wave = poll && openWave(poll)
  const panel = usePanelTab(poll && wave ? waveKey(poll, wave) : null, shownOf(poll))

  // Null follows what the trainer shares; a press on "Folie" or "Video" decides until the next press.
  const [chosen, setChosen] = useState<Large | null>(null)
  const [dismissedReveal, setDismissedReveal] = useState<string | null>(null)
  const large: Large = chosen ?? (media.camera && !media.screen ? 'video' : 'slide')
  const reveal = poll && isRevealOnStage(poll, stage) && dismissedReveal !== poll.id ? poll : null
  const choose = (wanted: Large): void => {
    setChosen(wanted)
    if (reveal) setDismissedReveal(reveal.id)
  }

  const [hasShortcuts, setShortcuts] = useState(() => readChoice(SHORTCUTS_KEY, z.boolean(), true))
  const stageElement = useRef<HTMLElement>(null)
  const fullscreen = useFullscreen(stageElement)
  useShortcuts(hasShortcuts, (command) => {
    switch (command) {
      case 'sound':
        return toggleSound()
      case 'fullscreen':
        return fullscreen?.toggle()
      case 'swap':
        return choose(large === 'slide' ? 'video' : 'slide')
      case 'tab1':
        return goTo('questions')
      case 'tab2':
        return goTo('poll')
      case 'tab3':
        return goTo('documents')
    }
  })
  useAnnouncements(snapshot, phase, progress.phase === 'running' ? progress.minutesLeft : null, nowMs)
  useWakeLock(phase === 'live')

  useEffect(() => {
    const root = document.documentElement
    if (wave) root.dataset['poll'] = 'open'
    else if (reveal) root.dataset['poll'] = 'revealed'
    return () => {
      delete root.dataset['poll']
    }
  }, [wave, reveal])

  const beside = pictureBeside(media, large, reveal !== null)
  return (
    <div className="room" data-phase={phase} data-connection={status.kind} data-media={media.line}>
      <Announcer />
      <RoomHead seminar={seminar} isLive={phase === 'live'} status={status} media={media} onLeave={onLeave} />
      <RoomBanner
        room={room}
        status={status}
        media={media}
        isLive={phase === 'live'}
        supportPhone={seminar.supportPhone}
        onVideo={() => listener.setSoundOnly(false)}
      />
      <div className={poll && (wave || reveal) ? 'room-body room-body--poll' : 'room-body'}>
        <aside className="room-side" aria-label={t('side')}>
          {beside !== 'none' && (
            <TrainerView picture={beside} name={seminar.trainerName} isScreen={beside !== null && beside === media.screen} />
          )}
          <NowStrip progress={progress} timeZone={seminar.timeZone} />
          <AgendaRail progress={progress} startsAt={seminar.startsAt} endsAt={seminar.endsAt} timeZone={seminar.timeZone} />
        </aside>
        <main className="room-main">
          <StageView
            elementRef={stageElement}
            snapshot={snapshot}
            phase={phase}
            nowMs={nowMs}
            progress={progress}
            media={media}
            listener={listener}
            large={large}
            reveal={reveal}
            onLarge={choose}
            fullscreen={fullscreen}
            hasShortcuts={hasShortcuts}
            onShortcuts={(isOn) => {
              setShortcuts(isOn)
              keepChoice(SHORTCUTS_KEY, isOn)
            }}
          />
          {wave && <PollTurnout wave={wave} />}
          {(progress.current?.isStarred || answering || onHearing) && phase === 'live' && (
            <div className="legal-slot">
              {onHearing && !wave && <HearingTap trainerName={seminar.trainerName} onConfirm={onHearing} />}
              {progress.current?.isStarred && <Notice />}
              {answering && <NowQuestion question={answering} trainerName={seminar.trainerName} timeZone={seminar.timeZone} />}
            </div>
          )}
        </main>
        <Panel
          room={room}
          snapshot={snapshot}
          isConnected={status.kind === 'live'}
          nowMs={nowMs}
          isLive={phase === 'live'}
          questions={questions}
          panel={panel}
        />
      </div>
    </div>
  )

  function toggleSound(): void {
    if (media.sound === 'blocked') void listener.unlock()
    else listener.setMuted(!media.isMuted)
  }

  function goTo(tab: PanelTab): void {
    panel.select(tab)
    // Once the tab is drawn as selected: the key asked for it, so the focus goes with it.
    requestAnimationFrame(() => document.querySelector<HTMLElement>('#panel [role="tab"][aria-selected="true"]')?.focus())
  }
}
