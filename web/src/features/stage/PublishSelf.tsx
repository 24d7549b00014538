import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Level } from '../../ui/Level.tsx'
import type { Capture } from './publish-capture.ts'
import type { Publisher } from './publish-line.ts'
import { LEVEL_WORDS, PublishDevices, PublishProblems } from './PublishDevices.tsx'
import { PublishVideo, useCapture, useLoudness, usePublisher } from './PublishVideo.tsx'

/** The person's own picture on the air, with the switches for microphone and camera. */
export function PublishSelf({ capture, publisher }: { readonly capture: Capture; readonly publisher: Publisher }) {
  const { t } = useTranslation(['studio', 'common'])
  const { camera, microphone, isMuted } = useCapture(capture)
  const { onAir, line } = usePublisher(publisher)
  const [isChoosing, setChoosing] = useState(false)
  const isMicOn = microphone.phase === 'on' && !isMuted
  const isCameraOn = camera.phase === 'on'

  function toggleMicrophone() {
    if (microphone.phase === 'on') return capture.setMuted(!isMuted)
    capture.setMuted(false)
    void capture.open('microphone')
  }

  return (
    <>
      <div className="trainer on-stage">
        {camera.track ? (
          <PublishVideo track={camera.track} label={t('yourCamera')} isMirrored />
        ) : (
          <div className="trainer-off">
            <Icon name="camera-off" /> {camera.phase === 'starting' ? t('starting') : t('cameraIsOff')}
          </div>
        )}
        <span className="trainer-name">
          {line === 'reconnecting' ? t('reconnecting') : onAir.camera || onAir.microphone ? t('onAir') : t('offAir')}
        </span>
      </div>
      <div className="self">
        <Button isDense icon={isMicOn ? 'mic' : 'mic-off'} isPending={microphone.phase === 'starting'} onPress={toggleMicrophone}>
          {isMicOn ? t('micOn') : t('micOff')}
        </Button>
        <Button
          isDense
          icon={isCameraOn ? 'camera' : 'camera-off'}
          isPending={camera.phase === 'starting'}
          onPress={() => (isCameraOn ? capture.close('camera') : void capture.open('camera'))}
        >
          {isCameraOn ? t('cameraOn') : t('cameraOff')}
        </Button>
        <SelfLevel track={microphone.track} onChoose={() => setChoosing(true)} />
        <PublishProblems capture={capture} />
      </div>
      <Dialog
        isOpen={isChoosing}
        onClose={() => setChoosing(false)}
        title={t('devices')}
        actions={
          <Button variant="primary" onPress={() => setChoosing(false)}>
            {t('common:done')}
          </Button>
        }
      >
        <PublishDevices capture={capture} />
      </Dialog>
    </>
  )
}

function SelfLevel({ track, onChoose }: { readonly track: MediaStreamTrack | null; readonly onChoose: () => void }) {
  const { t } = useTranslation('studio')
  const { bar, verdict } = useLoudness(track)
  return (
    <div className="self-level">
      <Level level={bar} label={t('level')} />
      <span className="sr">{t(LEVEL_WORDS[verdict].key)}</span>
      <Button variant="quiet" isDense isIconOnly icon="settings" onPress={onChoose}>
        {t('devices')}
      </Button>
    </div>
  )
}
