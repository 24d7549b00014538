import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Level } from '../../ui/Level.tsx'
import { Status } from '../../ui/Status.tsx'
import type { Capture } from './publish-capture.ts'
import { LEVEL_WORDS, PublishDevices, PublishProblems } from './PublishDevices.tsx'
import { PublishVideo, useCapture, useLoudness } from './PublishVideo.tsx'

/** The person's own picture and voice before the start: nobody else sees or hears them. */
export function PublishGreenRoom({ capture, labelledBy }: { readonly capture: Capture; readonly labelledBy: string }) {
  const { t } = useTranslation('studio')
  const { camera, microphone } = useCapture(capture)
  const isStarting = camera.phase === 'starting' || microphone.phase === 'starting'
  return (
    <section className="green-cam" aria-labelledby={labelledBy}>
      <div className="green-view on-stage">
        {camera.track ? (
          <>
            <PublishVideo track={camera.track} label={t('yourPreview')} isMirrored />
            <span className="trainer-name">
              <Icon name="camera" size="s" /> {t('preview')}
            </span>
          </>
        ) : (
          <div className="stage-over">
            <div className="box">
              <h2>{isStarting ? t('starting') : t('cameraIsOff')}</h2>
              <p>{t('startDevicesHint')}</p>
              <Button
                variant="mark"
                icon="camera"
                isPending={isStarting}
                onPress={() => void (microphone.phase === 'on' ? capture.open('camera') : capture.openBoth())}
              >
                {microphone.phase === 'on' ? t('startCamera') : t('startDevices')}
              </Button>
            </div>
          </div>
        )}
      </div>
      <PublishProblems capture={capture} />
      <GreenLevel track={microphone.track} />
      {microphone.phase === 'off' && camera.phase === 'on' && (
        <div className="row">
          <Button icon="mic" onPress={() => void capture.open('microphone')}>
            {t('startMicrophone')}
          </Button>
        </div>
      )}
      <PublishDevices capture={capture} />
    </section>
  )
}

function GreenLevel({ track }: { readonly track: MediaStreamTrack | null }) {
  const { t } = useTranslation('studio')
  const { bar, verdict } = useLoudness(track)
  const words = LEVEL_WORDS[verdict]
  return (
    <div className="green-level">
      <span className="label">
        <Icon name="mic" size="s" /> {t('level')}
      </span>
      <Level level={bar} label={t('level')} />
      <Status tone={words.tone} icon={words.icon}>
        {t(words.key)}
      </Status>
    </div>
  )
}
