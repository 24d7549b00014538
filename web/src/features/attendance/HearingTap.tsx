import { useTranslation } from 'react-i18next'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'

/** Asks once, quietly, whether the trainer can be heard: a tap for the trainer's peace of mind, and nothing happens without it. */
export function HearingTap({ trainerName, onConfirm }: { readonly trainerName: string; readonly onConfirm: () => void }) {
  const { t } = useTranslation('room')
  return (
    <p className="hearing-tap">
      <Icon name="hear" size="s" /> <span>{t('hearAsk', { name: trainerName })}</span>
      <Button
        isDense
        onPress={() => {
          announce(t('hearThanks'))
          onConfirm()
        }}
      >
        {t('hearYes')}
      </Button>
    </p>
  )
}
