import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Poll, WordGroup } from '@podium/shared/polls.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Status } from '../../ui/Status.tsx'
import type { Answered, PollHands } from './hands.ts'
import { isShowable, shownWords } from './words.ts'

export interface WordModerationProps {
  readonly poll: Poll
  readonly onClose: () => void
  readonly onRead: PollHands['readWords']
  readonly onGroup: PollHands['groupWords']
}

/** Sorts answers in words before the room sees them: renames, groups and keeps back, without ever knowing who wrote what. */
export function WordModeration({ poll, onClose, onRead, onGroup }: WordModerationProps) {
  const { t } = useTranslation(['studio', 'common'])
  const [groups, setGroups] = useState<readonly WordGroup[] | null>(null)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, setPending] = useState(false)

  const take = (answer: Answered<readonly WordGroup[]>): boolean => {
    setProblem(answer.kind === 'refused' ? answer.reason : null)
    if (answer.kind === 'got') setGroups(answer.value)
    return answer.kind === 'got'
  }
  useEffect(() => {
    void onRead(poll).then(take)
    // Once, when the dialog opens: a closed wave gets no more answers.
  }, []) // oxlint-disable-line react-hooks/exhaustive-deps

  async function group(shownAs: string | null) {
    if (isPending) return
    if (chosen.length === 0) return setProblem(t('wordsChoose'))
    if (shownAs !== null && !isShowable(shownAs)) return setProblem(t('wordsName'))
    setPending(true)
    const isDone = take(await onGroup(poll, chosen, shownAs))
    setPending(false)
    if (!isDone) return
    announce(shownAs === null ? t('wordsWereHidden') : t('wordsWereGrouped', { word: shownAs.trim() }))
    setChosen([])
    setName('')
  }
  const press = (written: string, isIn: boolean) => {
    const next = isIn ? [...chosen, written] : chosen.filter((word) => word !== written)
    setChosen(next)
    // The first one chosen suggests the name; what was typed stays.
    if (name === '' || name === chosen[0]) setName(next[0] ?? '')
  }

  return (
    <Dialog isOpen onClose={onClose} title={t('wordsTitle')} actions={<Button onPress={onClose}>{t('common:done')}</Button>}>
      <p className="t-2">{t('wordsLead')}</p>
      {groups === null && problem === null && <p className="t-sm t-2">{t('common:loading')}</p>}
      {groups?.length === 0 && <p>{t('wordsEmpty')}</p>}
      {groups !== null && groups.length > 0 && (
        <>
          <ul className="words" aria-label={t('wordsList')} tabIndex={0}>
            {shownWords(groups).map((shown) => (
              <li key={shown.shownAs ?? ''} className="words-group">
                <p className="words-head">
                  {shown.shownAs === null ? <Status icon="hidden">{t('wordsHidden')}</Status> : <b className="word">{shown.shownAs}</b>}{' '}
                  <span>{shown.count}</span>
                </p>
                {shown.written.map(({ written, count }) => (
                  <label key={written} className="check">
                    <input type="checkbox" checked={chosen.includes(written)} onChange={(event) => press(written, event.target.checked)} />{' '}
                    <span className="word">{t('wordsWritten', { word: written, count })}</span>
                  </label>
                ))}
              </li>
            ))}
          </ul>
          <Field label={t('wordsShownAs')} value={name} onChange={setName} maxLength={80} />
        </>
      )}
      {problem !== null && (
        <p className="error" role="alert">
          <Icon name="alert" /> <span>{problem}</span>
        </p>
      )}
      {groups !== null && groups.length > 0 && (
        <div className="row">
          <Button variant="primary" isDense isPending={isPending} onPress={() => void group(name)}>
            {chosen.length > 1 ? t('wordsGroup', { count: chosen.length }) : t('wordsRename')}
          </Button>
          <Button isDense icon="hidden" onPress={() => void group(null)}>
            {t('wordsHide')}
          </Button>
        </div>
      )}
    </Dialog>
  )
}
