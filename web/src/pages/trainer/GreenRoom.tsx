import { useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { PollPanel } from '../../features/poll-control/PollPanel.tsx'
import { Checklist } from '../../features/studio/Checklist.tsx'
import { GoLive } from '../../features/studio/GoLive.tsx'
import { StudioHead } from '../../features/studio/StudioHead.tsx'
import { DisplayMenu } from '../../features/staff/DisplayMenu.tsx'
import { isAllowedAlready } from '../../features/stage/publish-devices.ts'
import { PublishGreenRoom } from '../../features/stage/PublishGreenRoom.tsx'
import { useCapture } from '../../features/stage/PublishVideo.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LineStatus } from './LineStatus.tsx'
import type { StudioParts } from './parts.ts'

/** Before the start: see and hear oneself, then go live. */
export function GreenRoom({ studio, hands, snapshot, nowMs, member, banner }: StudioParts) {
  const { t } = useTranslation('studio')
  const headingId = useId()
  const pollsId = useId()
  const { capture } = studio
  const { camera, microphone } = useCapture(capture)

  useEffect(() => {
    // Only where the browser would not ask: a prompt must follow a press.
    void isAllowedAlready().then((isAllowed) => {
      const state = capture.getState()
      if (isAllowed && state.camera.phase === 'off' && state.microphone.phase === 'off') void capture.openBoth()
    })
  }, [capture])

  async function goLive(): Promise<string | null> {
    const refusal = await hands.goLive()
    if (refusal === null) studio.goOnAir()
    return refusal
  }

  return (
    <div className="studio">
      <title>{`${t('title')} · ${snapshot.seminar.title}`}</title>
      <div>
        <StudioHead
          title={snapshot.seminar.title}
          provider={snapshot.seminar.provider}
          audience={snapshot.audience}
          liveForMs={null}
          skipTo="content"
          skipText={t('toContent')}
        >
          <LineStatus publisher={studio.publisher} />
          <DisplayMenu isIconOnly />
          <Link className={buttonClass({ isDense: true })} to="/studio?alle">
            <Icon name="leave" size="s" /> {t('leaveStudio')}
          </Link>
        </StudioHead>
        {banner}
      </div>
      <main className="green" id="content">
        <div className="green-title">
          <h2 className="h-page" id={headingId}>
            {t('greeting', { name: member.name })}
          </h2>
          <p className="t-2">{t('greenLead')}</p>
        </div>
        <PublishGreenRoom capture={capture} labelledBy={headingId} />
        <aside className="green-side">
          <GoLive seminar={snapshot.seminar} nowMs={nowMs} hasMicrophone={microphone.phase === 'on'} onGoLive={goLive} />
          <Checklist
            hasMicrophone={microphone.phase === 'on'}
            hasCamera={camera.phase === 'on'}
            isConnected={studio.live.status.kind === 'live'}
            pollCount={snapshot.polls.length}
            present={snapshot.audience.present}
          />
        </aside>
        <section className="green-polls" aria-labelledby={pollsId}>
          <h2 className="h-sec" id={pollsId}>
            {t('pollsBefore')}
          </h2>
          <p className="t-2">{t('pollsBeforeLead')}</p>
          <PollPanel
            polls={snapshot.polls}
            agenda={snapshot.seminar.agenda}
            currentItemId={snapshot.stage.currentItemId}
            present={snapshot.audience.present}
            nowMs={nowMs}
            timeZone={snapshot.seminar.timeZone}
            hands={hands.polls}
            isLive={false}
            isOver={false}
          />
        </section>
      </main>
    </div>
  )
}
