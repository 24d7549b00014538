import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type EditableLetter,
  type LetterContent,
  type LetterTexts,
  type LetterWords,
  PLACEHOLDERS,
  previewLetter,
  saveLetterText,
  sendLetterToMyself,
} from '@podium/shared/letters.ts'
import { call } from '../../lib/api.ts'
import { announce } from '../../ui/Announcer.tsx'
import { Button } from '../../ui/Button.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LetterView } from './LetterView.tsx'
import { explainLetters } from './outbox.ts'
import { problemOf, typed, untyped, type WordField } from './words.ts'

const SETTLE_MS = 500

/** The words of one letter beside the letter they make. */
export function TextEditor({
  seminarId,
  kind,
  words,
  isOwn,
  onClose,
  onSaved,
}: {
  readonly seminarId: string
  readonly kind: EditableLetter
  readonly words: LetterWords
  readonly isOwn: boolean
  readonly onClose: () => void
  readonly onSaved: (texts: LetterTexts) => void
}) {
  const { t } = useTranslation(['letters', 'failures', 'common'])
  const [text, setText] = useState(() => typed(words))
  // A placeholder goes into the field somebody was in last.
  const [field, setField] = useState<WordField>('headline')
  const [content, setContent] = useState<LetterContent | null>(null)
  const [previewFailure, setPreviewFailure] = useState<string | null>(null)
  const [asking, setAsking] = useState<'reset' | 'discard' | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const finished = untyped(text)
  const key = JSON.stringify(finished)
  const latest = useRef(key)
  const isChanged = key !== JSON.stringify(untyped(typed(words)))

  useEffect(() => {
    latest.current = key
    const current: LetterWords | null = JSON.parse(key)
    if (current === null) return
    const timer = setTimeout(() => {
      call(previewLetter, { seminarId, kind, words: current })
        .then((shown) => {
          if (latest.current !== key) return
          setContent(shown)
          setPreviewFailure(null)
        })
        .catch((error: unknown) => {
          if (latest.current !== key) return
          setContent(null)
          setPreviewFailure(explainLetters(t, error))
        })
    }, SETTLE_MS)
    return () => clearTimeout(timer)
  }, [key, seminarId, kind, t])

  /** Does something with the finished words, or leads to the first field that is not. */
  async function run(work: (finished: LetterWords) => Promise<void>) {
    if (finished === null) {
      form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
      return
    }
    setPending(true)
    setFailure(null)
    try {
      await work(finished)
    } catch (error) {
      setFailure(explainLetters(t, error))
    } finally {
      setPending(false)
    }
  }

  const say = (name: WordField) => {
    const problem = problemOf(text, name)
    if (problem === null) return null
    if (problem.kind === 'placeholder') return t('badPlaceholder', { found: problem.found })
    return problem.kind === 'empty' ? t('empty') : t('badText')
  }
  const set = (name: WordField) => (value: string) => setText({ ...text, [name]: value })
  const leave = () => (isChanged ? setAsking('discard') : onClose())
  const close = () => setAsking(null)

  return (
    <>
      <Dialog
        isOpen
        isWide
        onClose={leave}
        title={t('editOf', { kind: t(`kind_${kind}`) })}
        actions={
          <>
            {isOwn && (
              <Button variant="quiet" onPress={() => setAsking('reset')}>
                {t('reset')}
              </Button>
            )}
            <span className="grow" />
            <Button
              isPending={isPending}
              onPress={() =>
                void run(async (ready) => {
                  await call(sendLetterToMyself, { seminarId, kind, words: ready })
                  announce(t('sentToMe'))
                })
              }
            >
              {t('sendToMe')}
            </Button>
            <Button onPress={leave}>{t('common:cancel')}</Button>
            <Button
              variant="primary"
              isPending={isPending}
              onPress={() =>
                void run(async (ready) => {
                  onSaved(await call(saveLetterText, { seminarId, kind, words: ready }))
                  announce(t('saved'))
                })
              }
            >
              {t('save')}
            </Button>
          </>
        }
      >
        <div className="text-editor">
          <form ref={form} className="stack" noValidate onSubmit={(event) => event.preventDefault()}>
            <Field
              onFocus={() => setField('subject')}
              label={t('subject')}
              value={text.subject}
              onChange={set('subject')}
              error={say('subject')}
              isRequired
            />
            <Field
              onFocus={() => setField('headline')}
              label={t('headline')}
              value={text.headline}
              onChange={set('headline')}
              error={say('headline')}
              isRequired
            />
            <Field
              onFocus={() => setField('opening')}
              label={t('opening')}
              value={text.opening}
              onChange={set('opening')}
              error={say('opening')}
              hint={t('optional')}
              isMultiline
            />
            <Field
              onFocus={() => setField('closing')}
              label={t('closing')}
              value={text.closing}
              onChange={set('closing')}
              error={say('closing')}
              hint={t('optional')}
              isMultiline
            />
            <div className="stack stack--s" role="group" aria-label={t('placeholders')}>
              <span className="label" aria-hidden="true">
                {t('placeholders')}
              </span>
              <div className="chips">
                {PLACEHOLDERS.map((name) => (
                  <button
                    key={name}
                    className="chip"
                    type="button"
                    onClick={() => setText({ ...text, [field]: `${text[field]}${text[field] === '' ? '' : ' '}{${name}}` })}
                  >
                    {t(`placeholder_${name}`)}
                  </button>
                ))}
              </div>
            </div>
            {failure !== null && (
              <p className="error" role="alert">
                <Icon name="alert" /> <span>{failure}</span>
              </p>
            )}
          </form>
          {content === null ? (
            <p className="t-2">{finished === null ? t('previewFailed') : (previewFailure ?? t('common:loading'))}</p>
          ) : (
            <LetterView content={content} />
          )}
        </div>
      </Dialog>
      {asking === 'reset' && (
        <Confirm
          title={t('resetTitle')}
          text={t('resetText')}
          keep={t('resetKeep')}
          confirm={t('reset')}
          onClose={close}
          explain={(error) => explainLetters(t, error)}
          act={async () => {
            onSaved(await call(saveLetterText, { seminarId, kind, words: null }))
            announce(t('resetDone'))
          }}
        />
      )}
      {asking === 'discard' && (
        <Confirm
          title={t('discardTitle')}
          text={t('discardText')}
          keep={t('discardKeep')}
          confirm={t('discard')}
          onClose={close}
          explain={(error) => explainLetters(t, error)}
          act={async () => onClose()}
        />
      )}
    </>
  )
}
