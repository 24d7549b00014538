import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Refusal } from '@podium/shared/failures.ts'
import { declareOwnCoViewers, readOwnCoViewers } from '@podium/shared/seats.ts'
import { CoViewers } from '@podium/shared/tickets.ts'
import { call } from '../../lib/api.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Status } from '../../ui/Status.tsx'

/** "Wir sitzen zu mehreren hier": who watches along on this seat. */
export function CoViewersForm({ slug }: { readonly slug: string }) {
  const { t } = useTranslation(['letters', 'failures', 'common'])
  const queries = useQueryClient()
  const key = ['co-viewers', slug]
  const kept = useQuery({ queryKey: key, queryFn: async () => (await call(readOwnCoViewers, { slug })).names })
  const explain = (error: unknown) => (error instanceof Refusal ? t(`failures:${error.code}`) : t('unreachable'))
  const [typed, setTyped] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const text = typed ?? kept.data?.join('\n') ?? ''
  const names = CoViewers.safeParse(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  )

  async function save() {
    if (!names.success || isPending) return
    setPending(true)
    setFailure(null)
    setSaved(false)
    try {
      await call(declareOwnCoViewers, { slug, names: names.data })
      queries.setQueryData(key, names.data)
      setTyped(null)
      setSaved(true)
      announce(t('coSaved'))
    } catch (error) {
      setFailure(explain(error))
    } finally {
      setPending(false)
    }
  }

  return (
    <details className="co-viewers">
      <summary>
        {t('coTitle')}
        {kept.data && kept.data.length > 0 && ` (${kept.data.length + 1})`}
      </summary>
      <div className="stack">
        <p className="t-sm t-2">{t('coLead')}</p>
        {/* Nobody writes over names they have not seen. */}
        {kept.isPending && <p className="t-2">{t('common:loading')}</p>}
        {kept.isError && !kept.data && (
          <>
            <p className="error" role="alert">
              <Icon name="alert" /> <span>{explain(kept.error)}</span>
            </p>
            <Button icon="refresh" onPress={() => void kept.refetch()}>
              {t('common:retry')}
            </Button>
          </>
        )}
        {kept.data && (
          <>
            <Field
              label={t('coLabel')}
              value={text}
              onChange={(value) => {
                setTyped(value)
                setSaved(false)
              }}
              isMultiline
              error={names.success ? null : t('coWrong')}
            />
            <div className="row">
              <Button isPending={isPending} onPress={() => void save()}>
                {t('coSave')}
              </Button>
              {isSaved && (
                <Status tone="ok" icon="check">
                  {t('coSaved')}
                </Status>
              )}
            </div>
          </>
        )}
        {failure !== null && (
          <p className="error" role="alert">
            <Icon name="alert" /> <span>{failure}</span>
          </p>
        )}
      </div>
    </details>
  )
}
