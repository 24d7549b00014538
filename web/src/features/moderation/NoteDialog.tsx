import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AnswerText, ReasonText } from '@podium/shared/primitives.ts'
import type { Moderation, Question } from '@podium/shared/questions.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import type { NoteKind } from './QuestionCard.tsx'

export interface NoteDialogProps {
  readonly question: Question
  readonly kind: NoteKind
  readonly onClose: () => void
  readonly onDone: (moderation: Moderation) => void
}

/** A written answer for everybody, or a reason for the person who asked. */
export function NoteDialog({ question, kind, onClose, onDone }: NoteDialogProps) {
  const { t } = useTranslation(['studio', 'common'])
  const [text, setText] = useState(kind === 'answered_in_writing' && question.state === 'answered_in_writing' ? (question.note ?? '') : '')
  const [wasSent, setSent] = useState(false)
  const isAnswer = kind === 'answered_in_writing'
  const error = problemOf(kind, text)

  function send() {
    setSent(true)
    if (error !== null) return
    onDone(isAnswer ? { to: 'answered_in_writing', note: text } : { to: 'declined', note: text.trim() === '' ? null : text })
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={isAnswer ? t('writeTitle') : t('declineTitle')}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" onPress={send}>
            {isAnswer ? t('writeSend') : t('decline')}
          </Button>
        </>
      }
    >
      <div className="qc-note">
        <bdi className="person-text">{question.text}</bdi>
      </div>
      <Field
        label={isAnswer ? t('writeLabel') : t('declineLabel')}
        hint={isAnswer ? t('writeHint') : t('declineHint')}
        error={wasSent && error !== null ? t(error) : null}
        value={text}
        onChange={setText}
        isMultiline
      />
    </Dialog>
  )
}

function problemOf(kind: NoteKind, text: string): 'textMissing' | 'textTooLong' | null {
  const isEmpty = text.trim() === ''
  if (kind === 'declined') return isEmpty || ReasonText.safeParse(text).success ? null : 'textTooLong'
  if (isEmpty) return 'textMissing'
  return AnswerText.safeParse(text).success ? null : 'textTooLong'
}
