import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import type { Capture } from './publish-capture.ts'
import type { Publisher } from './publish-line.ts'
import { PublishVideo, useCapture, usePublisher } from './PublishVideo.tsx'

/** What the audience sees large now; `resume` brings a person back who is live but not on the air, null where there is nothing to resume. */
export function PublishOnAir({
  capture,
  publisher,
  resume,
}: {
  readonly capture: Capture
  readonly publisher: Publisher
  readonly resume: (() => void) | null
}) {
  const { t } = useTranslation('studio')
  const { camera, screen } = useCapture(capture)
  const { onAir, otherCamera, otherScreen } = usePublisher(publisher)
  const picture = pictureOf()

  function pictureOf(): { track: MediaStreamTrack; label: string } | null {
    if (onAir.screen && screen.track) return { track: screen.track, label: t('stageScreen') }
    if (otherScreen) return { track: otherScreen, label: t('stageOther') }
    if (onAir.camera && camera.track) return { track: camera.track, label: t('stageCamera') }
    return otherCamera && { track: otherCamera, label: t('stageOther') }
  }

  return (
    <div className="onair" {...(picture || onAir.microphone ? {} : { 'data-off': '' })}>
      <div className="stage">
        <div className="stage-view">
          {picture ? (
            <PublishVideo track={picture.track} label={picture.label} />
          ) : (
            <div className="stage-over">
              <div className="box">
                <h2>{onAir.microphone ? t('stageVoice') : t('stageEmpty')}</h2>
                <p>{resume ? t('resumeHint') : t('stageEmptyText')}</p>
                {resume && (
                  <Button variant="mark" icon="live" onPress={resume}>
                    {t('resume')}
                  </Button>
                )}
              </div>
            </div>
          )}
        </div>
      </div>
    </div>
  )
}

/** Starts and ends the sharing of a screen. */
export function PublishShare({ capture }: { readonly capture: Capture }) {
  const { t } = useTranslation('studio')
  const { screen } = useCapture(capture)
  return (
    <>
      <Button
        icon={screen.phase === 'on' ? 'screen-off' : 'share'}
        isPending={screen.phase === 'starting'}
        onPress={() => (screen.phase === 'on' ? capture.close('screen') : void capture.openScreen())}
      >
        {screen.phase === 'on' ? t('stopShare') : t('share')}
      </Button>
      {screen.problem !== null && (
        <p className="error" role="alert">
          {t('shareFailed')}
        </p>
      )}
    </>
  )
}
