import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Poll } from '@podium/shared/polls.ts'
import type { AttendeeSnapshot } from '@podium/shared/room.ts'
import type { AgendaProgress } from '../../../features/agenda/progress.ts'
import { ResultPicture } from '../../../features/polls/ResultPicture.tsx'
import { Reveal } from '../../../features/polls/Reveal.tsx'
import { chosenOptions, ownAnswer } from '../../../features/polls/view.ts'
import type { Listener, ListenerState } from '../../../features/stage/listener.ts'
import { PictureView } from '../../../features/stage/PictureView.tsx'
import { type Large, StageBar } from '../../../features/stage/StageBar.tsx'
import { TitleCard } from '../../../features/stage/TitleCard.tsx'
import { stopwatch } from '../../../lib/i18n/format.ts'
import { Button } from '../../../ui/Button.tsx'
import { pictureOnStage } from './staging.ts'

export interface StageViewProps {
  readonly elementRef: RefObject<HTMLElement | null>
  readonly snapshot: AttendeeSnapshot
  readonly phase: 'waiting' | 'live' | 'ended'
  readonly nowMs: number
  readonly progress: AgendaProgress
  readonly media: ListenerState
  readonly listener: Listener
  readonly large: Large
  /** The revealed poll in place of the slide; null shows the slide. */
  readonly reveal: Poll | null
  readonly onLarge: (large: Large) => void
  readonly fullscreen: { readonly isOn: boolean; readonly toggle: () => void } | null
  readonly hasShortcuts: boolean
  readonly onShortcuts: (isOn: boolean) => void
}

/** The stage with what may cover it: sound blocked, before the start, after the end, and nothing else. */
export function StageView({
  elementRef,
  snapshot,
  phase,
  nowMs,
  progress,
  media,
  listener,
  large,
  reveal,
  onLarge,
  fullscreen,
  hasShortcuts,
  onShortcuts,
}: StageViewProps) {
  const { t } = useTranslation('room')
  const { seminar } = snapshot
  const [isPlaying, setPlaying] = useState(false)
  const picture = phase === 'live' ? pictureOnStage(media, large) : null
  const current = progress.current
  return (
    <section
      className="stage"
      aria-label={t('stage')}
      ref={elementRef}
      data-sound={media.sound}
      data-video={picture && isPlaying ? 'playing' : 'none'}
      data-large={large}
    >
      {reveal && phase === 'live' ? (
        <>
          <Reveal
            poll={reveal}
            picture={<ResultPicture poll={reveal} own={chosenOptions(reveal, ownAnswer(reveal, snapshot.ownBallots, 'only'))} />}
          />
          {media.sound === 'blocked' && (
            <div className="stage-view">
              <SoundBlocked listener={listener} />
            </div>
          )}
        </>
      ) : (
        <div className="stage-view">
          {picture ? (
            <PictureView
              key={picture.id}
              picture={picture}
              className="stage-video"
              label={picture === media.screen ? t('screenOf', { name: seminar.trainerName }) : t('cameraOf', { name: seminar.trainerName })}
              isMain
              onPlaying={setPlaying}
            />
          ) : (
            <TitleCard
              number={progress.currentNumber}
              total={progress.rows.length}
              title={current?.title ?? seminar.title}
              isStarred={current?.isStarred ?? false}
              trainerName={seminar.trainerName}
              provider={seminar.provider}
            />
          )}
          {phase === 'live' && media.sound === 'blocked' && <SoundBlocked listener={listener} />}
          {phase === 'live' && media.line === 'stopped' && <MediaStopped media={media} listener={listener} phone={seminar.supportPhone} />}
          {phase === 'waiting' && <Waiting startsInMs={seminar.startsAt - nowMs} trainerName={seminar.trainerName} />}
          {phase === 'ended' && (
            <Ended minutes={snapshot.presentMinutes} total={Math.round((seminar.endsAt - seminar.startsAt) / 60_000)} />
          )}
        </div>
      )}
      <StageBar
        listener={listener}
        state={media}
        isLive={phase === 'live'}
        large={large}
        onLarge={onLarge}
        fullscreen={fullscreen}
        hasShortcuts={hasShortcuts}
        onShortcuts={onShortcuts}
      />
    </section>
  )
}

function SoundBlocked({ listener }: { readonly listener: Listener }) {
  const { t } = useTranslation('room')
  return (
    <div className="stage-over" role="alert">
      <div className="box">
        <h2>{t('soundOffTitle')}</h2>
        <p>{t('soundOffText')}</p>
        <Button variant="mark" isBig icon="sound" onPress={() => void listener.unlock()}>
          {t('turnSoundOn')}
        </Button>
      </div>
    </div>
  )
}

function MediaStopped({ media, listener, phone }: { readonly media: ListenerState; readonly listener: Listener; readonly phone: string }) {
  const { t } = useTranslation('room')
  if (media.stopReason !== 'elsewhere' && media.stopReason !== 'removed' && media.stopReason !== 'refused') return null
  return (
    <div className="stage-over" role="alert">
      <div className="box">
        <h2>{media.stopReason === 'elsewhere' ? t('elsewhereTitle') : t('removedTitle')}</h2>
        {media.stopReason !== 'elsewhere' && <p>{t('removedText', { phone })}</p>}
        <Button
          variant="mark"
          onPress={() => {
            void listener.unlock()
            listener.start()
          }}
        >
          {t('resumeMedia')}
        </Button>
      </div>
    </div>
  )
}

function Waiting({ startsInMs, trainerName }: { readonly startsInMs: number; readonly trainerName: string }) {
  const { t } = useTranslation('room')
  return (
    <div className="stage-over stage-over--plain">
      <div className="box">
        {startsInMs > 0 ? (
          <>
            <p>{t('waitTitle')}</p>
            <p className="t-num count" role="timer">
              {stopwatch(startsInMs)}
            </p>
          </>
        ) : (
          <h2>{t('waitSoon')}</h2>
        )}
        <p>{t('waitText', { name: trainerName })}</p>
      </div>
    </div>
  )
}

function Ended({ minutes, total }: { readonly minutes: number; readonly total: number }) {
  const { t } = useTranslation('room')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className="stage-over stage-over--plain">
      <div className="box">
        <h2 tabIndex={-1} ref={heading}>
          {t('endTitle')}
        </h2>
        <p>{t('endText', { minutes, total })}</p>
      </div>
    </div>
  )
}
