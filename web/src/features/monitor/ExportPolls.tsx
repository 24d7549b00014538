import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exportPolls } from '@podium/shared/polls.ts'
import type { SeminarId } from '@podium/shared/primitives.ts'
import { call } from '../../lib/api.ts'
import { saveFile } from '../../lib/browser.ts'
import { Button } from '../../ui/Button.tsx'

/** Fetches the publishable numbers of all polls as a file; `onFailed` gets what went wrong. */
export function ExportPolls({ seminarId, onFailed }: { readonly seminarId: SeminarId; readonly onFailed: (error: unknown) => void }) {
  const { t } = useTranslation('organiser')
  const [isPending, setPending] = useState(false)

  const fetchFile = async (): Promise<void> => {
    setPending(true)
    try {
      const { fileName, csv } = await call(exportPolls, { seminarId })
      saveFile(fileName, csv, 'text/csv;charset=utf-8')
    } catch (error) {
      onFailed(error)
    } finally {
      setPending(false)
    }
  }

  return (
    <Button icon="document" isDense isPending={isPending} onPress={() => void fetchFile()}>
      {t('exportPolls')}
    </Button>
  )
}
