import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { playTones } from './tone.ts'

/** "Ton testen": three tones and the question whether they were heard. */
export function ToneTest() {
  const { t } = useTranslation('entry')
  const [step, setStep] = useState<'quiet' | 'playing' | 'heard' | 'silent'>('quiet')
  const test = () => {
    setStep('playing')
    void playTones().catch(() => setStep('silent'))
  }
  return (
    <div className="tone" role="group" aria-label={t('toneGroup')}>
      {step === 'quiet' && (
        <div className="tone-row">
          <Button icon="sound" onPress={test}>
            {t('toneTest')}
          </Button>
          <span className="hint">{t('toneHint')}</span>
        </div>
      )}
      {step === 'playing' && (
        <div className="tone-row">
          <span className="tone-wave" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <b>{t('toneQuestion')}</b>
          <span className="row row--s">
            <Button isDense autoFocus onPress={() => setStep('heard')}>
              {t('yes')}
            </Button>
            <Button isDense onPress={() => setStep('silent')}>
              {t('no')}
            </Button>
          </span>
        </div>
      )}
      {step === 'heard' && (
        <p className="status" data-tone="ok" role="status">
          <Icon name="ok" /> {t('toneGood')}{' '}
          <Button variant="quiet" isDense onPress={test}>
            {t('toneAgain')}
          </Button>
        </p>
      )}
      {step === 'silent' && (
        <div role="status">
          <p>
            <b>{t('toneBad')}</b>
          </p>
          <ul className="tips">
            <li>{t('toneTip1')}</li>
            <li>{t('toneTip2')}</li>
            <li>{t('toneTip3')}</li>
          </ul>
          <Button isDense onPress={test}>
            {t('toneTestAgain')}
          </Button>
        </div>
      )}
    </div>
  )
}
