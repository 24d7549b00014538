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

/** "Wir sitzen zu mehreren hier": who watches along on this seat. */
export function CoViewersForm({ slug }: { readonly slug: string }) {
  const { t } = useTranslation(['letters', 'failures'])
  const queries = useQueryClient()
  const key = ['co-viewers', slug]
  const kept = useQuery({ queryKey: key, queryFn: async () => (await call(readOwnCoViewers, { slug })).names })
  const [typed, setTyped] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)
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
    try {
      await call(declareOwnCoViewers, { slug, names: names.data })
      queries.setQueryData(key, names.data)
      setTyped(null)
      announce(t('coSaved'))
    } catch (error) {
      setFailure(error instanceof Refusal ? t(`failures:${error.code}`) : t('unreachable'))
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
        <Field label={t('coLabel')} value={text} onChange={setTyped} isMultiline error={names.success ? null : t('coWrong')} />
        <Button isPending={isPending} onPress={() => void save()}>
          {t('coSave')}
        </Button>
        {failure !== null && (
          <p className="error" role="alert">
            <Icon name="alert" /> <span>{failure}</span>
          </p>
        )}
      </div>
    </details>
  )
}
