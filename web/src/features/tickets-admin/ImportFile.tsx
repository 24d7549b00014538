import { useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SeminarSummary } from '@podium/shared/seminars.ts'
import { FILE_BYTES, type FileMapping, type FilePreview, importFile, previewFile, type ReconcileCounts } from '@podium/shared/tickets.ts'
import { call } from '../../lib/api.ts'
import { fileAsBase64 } from '../../lib/browser.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ConfirmShop } from './ConfirmShop.tsx'
import { explainShop, sayCounts, SHOP_TIMEOUT_MS } from './connection.ts'
import { FilePreviewPanel } from './FilePreviewPanel.tsx'

interface Chosen {
  readonly name: string
  readonly content: string
}

/** Choose a file, see what would happen, correct the columns, import. */
export function ImportFile({ seminar }: { readonly seminar: SeminarSummary }) {
  const { t } = useTranslation(['tickets', 'failures', 'organiser', 'common'])
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [preview, setPreview] = useState<FilePreview | null>(null)
  const [done, setDone] = useState<ReconcileCounts | null>(null)
  const [isPending, setPending] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  async function step(work: () => Promise<void>) {
    setPending(true)
    setFailure(null)
    try {
      await work()
    } catch (error) {
      setFailure(explainShop(t, error))
    } finally {
      setPending(false)
    }
  }

  async function look(file: Chosen, mapping: FileMapping | null) {
    await step(async () => setPreview(await call(previewFile, { seminarId: seminar.id, content: file.content, mapping }, SHOP_TIMEOUT_MS)))
  }

  async function choose(file: File | undefined) {
    if (file === undefined) return
    setChosen(null)
    setPreview(null)
    setDone(null)
    setFailure(null)
    if (file.size > FILE_BYTES) {
      setFailure(t('fileTooLarge'))
      return
    }
    await step(async () => {
      const read = { name: file.name, content: await fileAsBase64(file) }
      setChosen(read)
      await look(read, null)
    })
  }

  async function run(revokesMany: boolean) {
    if (chosen === null || preview === null) return
    const { counts } = await call(
      importFile,
      { seminarId: seminar.id, content: chosen.content, mapping: preview.mapping, revokesMany },
      SHOP_TIMEOUT_MS,
    )
    setDone(counts)
    setPreview(null)
    setChosen(null)
    announce(t('fileImported', { counts: sayCounts(t, counts) }))
    await queries.invalidateQueries({ queryKey: ['seats', seminar.id] })
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
          <FilePreviewPanel name={chosen.name} preview={preview} onMapping={(mapping) => void look(chosen, mapping)} />
          {counts === null ? (
            <p role="status">{t('fileUnmapped')}</p>
          ) : (
            <>
              <p className="area-sentence" role="status">
                {t('fileWould', { counts: sayCounts(t, counts) })}
              </p>
              <div className="row">
                <Button
                  variant="primary"
                  isPending={isPending}
                  onPress={() => (counts.revoked > 1 ? setAsking(true) : void step(() => run(false)))}
                >
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
        <ConfirmShop
          title={t('fileMassTitle')}
          text={t('fileMassText', { count: counts.revoked })}
          keep={t('common:cancel')}
          confirm={t('fileMassConfirm')}
          onClose={() => setAsking(false)}
          act={() => run(true)}
        />
      )}
    </section>
  )
}
