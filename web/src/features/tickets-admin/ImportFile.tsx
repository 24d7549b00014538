import { useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@podium/shared/failures.ts'
import type { SeminarSummary } from '@podium/shared/seminars.ts'
import { FILE_BYTES, type FileMapping, type FilePreview, importFile, previewFile, type ReconcileCounts } from '@podium/shared/tickets.ts'
import { call } from '../../lib/api.ts'
import { fileAsBase64 } from '../../lib/browser.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { explainShop, sayCounts, SHOP_TIMEOUT_MS } from './connection.ts'
import { FilePreviewPanel } from './FilePreviewPanel.tsx'
import { useSteps } from './useSteps.ts'

interface Chosen {
  readonly name: string
  readonly content: string
}

/** Choose a file, see what would happen, correct the columns, import. */
export function ImportFile({
  seminar,
  isShopConnected,
}: {
  readonly seminar: SeminarSummary
  /** Whether tickets come from a shop as well. */
  readonly isShopConnected: boolean
}) {
  const { t } = useTranslation(['tickets', 'failures', 'organiser', 'common'])
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [preview, setPreview] = useState<FilePreview | null>(null)
  const [done, setDone] = useState<ReconcileCounts | null>(null)
  // The columns as chosen while their numbers are on the way.
  const [wanted, setWanted] = useState<FileMapping | null>(null)
  const [isAsking, setAsking] = useState(false)
  const { isPending, failure, step, drop } = useSteps((error) => explainShop(t, error))

  function ask(file: Chosen, mapping: FileMapping | null): Promise<FilePreview> {
    return call(previewFile, { seminarId: seminar.id, content: file.content, mapping }, SHOP_TIMEOUT_MS)
  }

  async function choose(file: File | undefined) {
    if (file === undefined) return
    setChosen(null)
    setPreview(null)
    setDone(null)
    setWanted(null)
    if (file.size > FILE_BYTES) {
      drop(t('fileTooLarge'))
      return
    }
    await step(async (isCurrent) => {
      const read = { name: file.name, content: await fileAsBase64(file) }
      const first = await ask(read, null)
      if (!isCurrent()) return
      setChosen(read)
      setPreview(first)
    })
  }

  async function assign(file: Chosen, mapping: FileMapping) {
    setWanted(mapping)
    await step(async (isCurrent) => {
      try {
        const now = await ask(file, mapping)
        if (isCurrent()) setPreview(now)
      } finally {
        // What was refused goes back to the columns whose numbers are shown.
        if (isCurrent()) setWanted(null)
      }
    })
  }

  async function run(revokesMany: boolean) {
    if (chosen === null || preview === null) return
    const { counts: imported } = await call(
      importFile,
      { seminarId: seminar.id, content: chosen.content, mapping: preview.mapping, revokesMany },
      SHOP_TIMEOUT_MS,
    )
    setAsking(false)
    setDone(imported)
    setPreview(null)
    setChosen(null)
    announce(t('fileImported', { counts: sayCounts(t, imported) }))
    await queries.invalidateQueries({ queryKey: ['seats', seminar.id] })
  }

  async function start() {
    await step(async () => {
      try {
        await run(false)
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'mass_cancellation') throw error
        setAsking(true)
      }
    })
  }

  const counts = preview?.counts ?? null
  return (
    <section className="stack" aria-labelledby="file-heading">
      <h2 id="file-heading" className="h-sec">
        {t('fileTitle')}
      </h2>
      <p className="t-2">{t('fileLead')}</p>
      <div className="row">
        <Button icon="document" isPending={isPending && preview === null} onPress={() => input.current?.click()}>
          {t('fileChoose')}
        </Button>
        {isPending && <p role="status">{t('fileReading')}</p>}
        <input
          ref={input}
          className="sr"
          type="file"
          accept=".csv,text/csv,text/plain"
          aria-label={t('fileChoose')}
          tabIndex={-1}
          onChange={(event) => {
            void choose(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </div>
      {done !== null && (
        <div className="notice" data-tone="ok" role="status">
          <Icon name="ok" />
          <p>{t('fileImported', { counts: sayCounts(t, done) })}</p>
        </div>
      )}
      {chosen !== null && preview !== null && (
        <>
          <FilePreviewPanel
            name={chosen.name}
            preview={preview}
            mapping={wanted ?? preview.mapping}
            onMapping={(mapping) => void assign(chosen, mapping)}
          />
          {counts === null ? (
            !preview.problems.some(({ kind }) => kind === 'empty_file' || kind === 'too_many_rows') && (
              <p role="status">{t('fileUnmapped')}</p>
            )
          ) : (
            <>
              <p className="area-sentence" role="status">
                {t('fileWould', { counts: sayCounts(t, counts) })}
              </p>
              {isShopConnected && counts.added > 0 && (
                <p className="notice notice--slim" role="status">
                  <Icon name="info" />
                  <span>{t('fileBesidesShop')}</span>
                </p>
              )}
              <div className="row">
                <Button variant="primary" isPending={isPending} onPress={() => void start()}>
                  {t('fileImport')}
                </Button>
              </div>
            </>
          )}
        </>
      )}
      {failure !== null && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{failure}</span>
        </p>
      )}
      {isAsking && counts !== null && (
        <Confirm
          title={t('fileMassTitle')}
          text={t('fileMassText', { count: counts.revoked })}
          keep={t('common:cancel')}
          confirm={t('fileMassConfirm')}
          onClose={() => setAsking(false)}
          explain={(error) => explainShop(t, error)}
          act={() => run(true)}
        />
      )}
    </section>
  )
}
