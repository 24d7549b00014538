import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { countOf, openQuestions } from '../../features/moderation/order.ts'
import { QuestionQueue } from '../../features/moderation/QuestionQueue.tsx'
import { PollPanel } from '../../features/poll-control/PollPanel.tsx'
import { ConnectionBanner } from '../../features/staff/ConnectionBanner.tsx'
import { DisplayMenu } from '../../features/staff/DisplayMenu.tsx'
import { PublishOnAir, PublishShare } from '../../features/stage/PublishOnAir.tsx'
import { PublishSelf } from '../../features/stage/PublishSelf.tsx'
import { useCapture, usePublisher } from '../../features/stage/PublishVideo.tsx'
import { AgendaDeck } from '../../features/studio-agenda/AgendaDeck.tsx'
import { AgendaTimers } from '../../features/studio-agenda/AgendaTimers.tsx'
import { minutesOpen, timedItems } from '../../features/studio-agenda/timing.ts'
import { EndDialog, ExtendDialog } from '../../features/studio/EndDialogs.tsx'
import { StudioHead } from '../../features/studio/StudioHead.tsx'
import { Button } from '../../ui/Button.tsx'
import { LineStatus } from './LineStatus.tsx'
import type { StudioParts } from './parts.ts'

const EXTENSION_MS = 15 * 60_000

/** The studio while live: camera and agenda, what is on the air and the polls, the questions. */
export function LiveStudio({ studio, hands, snapshot, nowMs, banner }: StudioParts) {
  const { t } = useTranslation('studio')
  const [asks, setAsks] = useState<'end' | 'extend' | null>(null)
  const { seminar, stage, audience, questions, polls, isModerated } = snapshot
  const { capture, publisher } = studio
  const items = timedItems(seminar.agenda, stage, nowMs)
  useLeaveWarning(studio.isOnAirWanted)

  return (
    <div className="studio">
      <title>{`${t('title')} · ${seminar.title}`}</title>
      <div>
        <StudioHead
          title={seminar.title}
          provider={seminar.provider}
          audience={audience}
          liveForMs={nowMs - (stage.wentLiveAt ?? nowMs)}
          skipTo="questions"
          skipText={t('toQuestions')}
        >
          <LineStatus publisher={publisher} />
          <DisplayMenu isIconOnly />
          <Button variant="danger-line" isDense icon="stop" onPress={() => setAsks('end')}>
            {t('endSeminar')}
          </Button>
        </StudioHead>
        {banner}
        <MediaBanner studio={studio} nowMs={nowMs} />
      </div>
      <main className="studio-body">
        <section className="studio-left" aria-label={t('leftRegion')}>
          <PublishSelf capture={capture} publisher={publisher} />
          <AgendaTimers seminar={seminar} stage={stage} nowMs={nowMs} onShow={hands.show} />
        </section>
        <section className="studio-mid" aria-label={t('midRegion')}>
          <OnAir studio={studio} />
          <AgendaDeck seminar={seminar} stage={stage} nowMs={nowMs} onShow={hands.show} onExtend={() => setAsks('extend')}>
            <PublishShare capture={capture} />
          </AgendaDeck>
          <PollPanel
            polls={polls}
            agenda={seminar.agenda}
            currentItemId={stage.currentItemId}
            present={audience.present}
            nowMs={nowMs}
            timeZone={seminar.timeZone}
            hands={hands.polls}
            isLive
            isOver={false}
          />
        </section>
        <section className="studio-right" id="questions" aria-labelledby="questions-heading">
          <QuestionQueue
            questions={questions}
            isModerated={isModerated}
            timeZone={seminar.timeZone}
            onModerate={hands.moderate}
            onMerge={hands.merge}
            onUnmerge={hands.unmerge}
            onSetModerated={hands.setModerated}
          />
        </section>
      </main>
      <EndDialog
        isOpen={asks === 'end'}
        present={audience.present}
        minutesOpen={minutesOpen(items, nowMs)}
        itemsOpen={items.filter(({ state }) => state === 'next').length}
        questionsOpen={countOf(openQuestions(questions))}
        onClose={() => setAsks(null)}
        onEnd={() => {
          setAsks(null)
          hands.end()
        }}
      />
      <ExtendDialog
        isOpen={asks === 'extend'}
        endsAt={stage.endsAt + EXTENSION_MS}
        timeZone={seminar.timeZone}
        onClose={() => setAsks(null)}
        onExtend={() => {
          setAsks(null)
          hands.extend()
        }}
      />
    </div>
  )
}

function OnAir({ studio }: Pick<StudioParts, 'studio'>) {
  const { camera, microphone } = useCapture(studio.capture)
  const { line } = usePublisher(studio.publisher)
  const isIdle = camera.phase === 'off' && microphone.phase === 'off'
  const canResume = !studio.isOnAirWanted || line === 'stopped' || isIdle
  return <PublishOnAir capture={studio.capture} publisher={studio.publisher} resume={canResume ? studio.goOnAir : null} />
}

function MediaBanner({ studio, nowMs }: Pick<StudioParts, 'studio' | 'nowMs'>) {
  const { t } = useTranslation('studio')
  const { line, stopReason } = usePublisher(studio.publisher)
  const sinceMs = useSince(line === 'reconnecting' && studio.isOnAirWanted, nowMs)
  if (line === 'stopped' && stopReason === 'elsewhere') {
    return (
      <div className="banner" role="alert">
        <span>{t('elsewhere')}</span>
        <Button isDense onPress={studio.goOnAir}>
          {t('takeBack')}
        </Button>
      </div>
    )
  }
  return <ConnectionBanner sinceMs={sinceMs} nowMs={nowMs} text={t('mediaLost')} />
}

/** When something began to be so; null while it is not. */
function useSince(isSo: boolean, nowMs: number): number | null {
  const [sinceMs, setSinceMs] = useState<number | null>(null)
  if (isSo && sinceMs === null) setSinceMs(nowMs)
  if (!isSo && sinceMs !== null) setSinceMs(null)
  return sinceMs
}

/** Closing the tab takes the stage off the air: the browser asks first. Only here (experience.md §6). */
function useLeaveWarning(isOnAir: boolean): void {
  useEffect(() => {
    if (!isOnAir) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isOnAir])
}
