import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SeminarSummary } from '@podium/shared/seminars.ts'
import { Menu } from '../../ui/Menu.tsx'
import { CancelSeminar } from './CancelSeminar.tsx'
import { MoveSeminar } from './MoveSeminar.tsx'

/** What can still be done with a seminar that has not begun. */
export function SeminarActions({ seminar }: { readonly seminar: SeminarSummary }) {
  const { t } = useTranslation('tickets')
  const [asking, setAsking] = useState<'move' | 'cancel' | null>(null)
  if (seminar.state !== 'draft' && seminar.state !== 'published' && seminar.state !== 'open') return null
  const close = () => setAsking(null)
  return (
    <>
      <Menu
        label={t('moreForSeminar')}
        entries={[
          { key: 'move', label: t('move'), icon: 'calendar', onSelect: () => setAsking('move') },
          { key: 'cancel', label: t('cancel'), icon: 'calendar-off', onSelect: () => setAsking('cancel') },
        ]}
      />
      {asking === 'move' && <MoveSeminar seminar={seminar} onClose={close} />}
      {asking === 'cancel' && <CancelSeminar seminar={seminar} onClose={close} />}
    </>
  )
}
