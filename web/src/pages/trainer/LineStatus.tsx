import { useTranslation } from 'react-i18next'
import type { Publisher } from '../../features/stage/publish-line.ts'
import { usePublisher } from '../../features/stage/PublishVideo.tsx'
import { Status } from '../../ui/Status.tsx'

/** How the media line is doing; nothing where none is wanted. */
export function LineStatus({ publisher }: { readonly publisher: Publisher }) {
  const { t } = useTranslation('studio')
  const { line, quality } = usePublisher(publisher)
  switch (line) {
    case 'idle':
    case 'stopped':
      return null
    case 'connecting':
      return <Status icon="signal">{t('lineConnecting')}</Status>
    case 'reconnecting':
      return (
        <Status tone="danger" icon="signal-off">
          {t('lineLost')}
        </Status>
      )
    case 'connected':
      if (quality === 'good')
        return (
          <Status tone="ok" icon="signal">
            {t('lineGood')}
          </Status>
        )
      return (
        <Status tone={quality === 'weak' ? 'warn' : 'danger'} icon={quality === 'weak' ? 'signal-low' : 'signal-off'}>
          {quality === 'weak' ? t('lineWeak') : t('lineLost')}
        </Status>
      )
  }
}
