import { useTranslation } from 'react-i18next'
import type { Picture } from '../../../features/stage/listener.ts'
import { PictureView } from '../../../features/stage/PictureView.tsx'
import { Icon } from '../../../ui/Icon.tsx'

/** The small picture: the trainer, or the screen while the trainer is large. */
export function TrainerView({
  picture,
  name,
  isScreen,
}: {
  readonly picture: Picture | null
  readonly name: string
  readonly isScreen: boolean
}) {
  const { t } = useTranslation('room')
  return (
    <div className="trainer">
      {picture ? (
        <PictureView picture={picture} className="trainer-video" label={isScreen ? t('screenOf', { name }) : t('cameraOf', { name })} />
      ) : (
        <div className="cam-off">
          <Icon name="camera-off" size="l" />
          <span className="sr">{t('cameraOff')}</span>
        </div>
      )}
      <span className="trainer-name">{name}</span>
    </div>
  )
}
