import type { ReactNode } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { Icon } from '../../ui/Icon.tsx'

export interface ChecklistProps {
  readonly hasMicrophone: boolean
  readonly hasCamera: boolean
  readonly isConnected: boolean
  readonly pollCount: number
  readonly present: number
}

/** What should be in order before going live. */
export function Checklist({ hasMicrophone, hasCamera, isConnected, pollCount, present }: ChecklistProps) {
  const { t } = useTranslation('studio')
  const b = { b: <b /> }
  return (
    <section>
      <h2 className="h-sub">{t('before')}</h2>
      <ul className="checklist">
        {hasMicrophone && hasCamera ? (
          <Check isGood>
            <Trans t={t} i18nKey="checkDevices" components={b} />
          </Check>
        ) : (
          <>
            <Check isGood={hasMicrophone}>
              <Trans t={t} i18nKey={hasMicrophone ? 'checkMicrophone' : 'checkMicrophoneOff'} components={b} />
            </Check>
            <Check isGood={hasCamera}>
              <Trans t={t} i18nKey={hasCamera ? 'checkCamera' : 'checkCameraOff'} components={b} />
            </Check>
          </>
        )}
        <Check isGood={isConnected}>
          <Trans t={t} i18nKey={isConnected ? 'checkLine' : 'checkLineLost'} components={b} />
        </Check>
        <Check isGood>
          <Trans t={t} i18nKey="checkPolls" count={pollCount} components={b} />
        </Check>
        <Check isGood>
          <Trans t={t} i18nKey="checkAudience" count={present} components={b} />
        </Check>
      </ul>
    </section>
  )
}

function Check({ isGood, children }: { readonly isGood: boolean; readonly children: ReactNode }) {
  return (
    <li>
      <span className="status" data-tone={isGood ? 'ok' : 'warn'}>
        <Icon name={isGood ? 'ok' : 'alert'} />
      </span>
      <span>{children}</span>
    </li>
  )
}
