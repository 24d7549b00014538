import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { MergeDialog } from '../../src/features/moderation/MergeDialog.tsx'
import { QuestionCard } from '../../src/features/moderation/QuestionCard.tsx'
import { NowQuestion } from '../../src/features/questions/NowQuestion.tsx'
import { listQuestions } from '../../src/features/questions/order.ts'
import { QuestionItem } from '../../src/features/questions/QuestionItem.tsx'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'
import { PersonText } from '../../src/ui/PersonText.tsx'
import { idOf, ownQuestion, publishedQuestion } from '../lib/builders.ts'
import { PAYLOADS, UNICODE } from './payloads.ts'

beforeAll(async () => {
  await startTranslations()
  await changeLanguage('de')
})
afterEach(cleanup)

const SOURCES = path.join(import.meta.dirname, '../../src')
const idle = () => undefined

/** Every place that shows what people wrote, all filled with the same words. */
function Everywhere({ words }: { readonly words: string }) {
  const asker = { kind: 'name', name: words } as const
  const written = publishedQuestion({ text: words, asker, state: 'answered_in_writing', note: words })
  const merged = ownQuestion({
    id: idOf('2'),
    text: words,
    asker,
    state: 'merged',
    mergedInto: { id: written.id, text: words, state: 'declined', note: words },
  })
  const listed = listQuestions([written], [merged])
  const actions = { upvote: idle, edit: async () => null, withdraw: idle }
  return (
    <>
      <ul>
        {listed.map((question) => (
          <QuestionItem key={question.id} isOpen question={question} isUpvoted={false} timeZone="Europe/Berlin" actions={actions} />
        ))}
      </ul>
      {listed.map((question) => (
        <NowQuestion key={question.id} question={question} trainerName="Miriam Voss" timeZone="Europe/Berlin" />
      ))}
      {[written, publishedQuestion({ ...written, state: 'merged' }), publishedQuestion({ ...written, state: 'declined' })].map(
        (question) => (
          <QuestionCard
            key={question.state}
            question={question}
            target={written}
            timeZone="Europe/Berlin"
            canMerge
            onModerate={idle}
            onWrite={idle}
            onPair={idle}
          />
        ),
      )}
    </>
  )
}

/** Elements and their attributes, without texts and the ids React makes. */
function shapeOf(root: ParentNode): string[] {
  return [...root.querySelectorAll('*')].map((element) => `${element.tagName} ${element.getAttributeNames().join()}`)
}

function renderedShape(words: string): string[] {
  const { container } = render(<Everywhere words={words} />)
  const shape = shapeOf(container)
  for (const own of container.querySelectorAll('bdi')) expect(own.children).toHaveLength(0)
  const texts = [...container.querySelectorAll('bdi.person-text')].map((element) => element.textContent)
  expect(texts.filter((text) => text === words).length).toBeGreaterThanOrEqual(10)
  cleanup()
  return shape
}

describe('W104 What people write is text and nothing else', () => {
  test('W104 sixty attacks and forty odd writings make no element, no attribute and no link', () => {
    expect([PAYLOADS.length, UNICODE.length]).toEqual([60, 40])
    const plain = renderedShape('Wer haftet?')
    for (const words of [...PAYLOADS, ...UNICODE]) expect(renderedShape(words)).toEqual(plain)
    expect(plain.some((element) => /^(A|SCRIPT|IMG|IFRAME|OBJECT|STYLE|FORM) /.test(element))).toBe(false)
  })

  test('W104 nor do they in the dialog that merges', () => {
    const shapes = [...PAYLOADS, 'Wer haftet?'].map((words) => {
      const question = publishedQuestion({ text: words })
      render(
        <MergeDialog question={question} targets={[publishedQuestion({ id: idOf('2'), text: words })]} onClose={idle} onMerge={idle} />,
      )
      const shape = shapeOf(screen.getByRole('dialog'))
      cleanup()
      return shape
    })
    for (const shape of shapes) expect(shape).toEqual(shapes.at(-1))
  })

  test('W104 no source of the pages puts markup into a document', () => {
    const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
    expect(sources.length).toBeGreaterThan(100)
    const markup = /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|srcDoc/
    expect(sources.filter((name) => markup.test(readFileSync(path.join(SOURCES, name), 'utf8')))).toEqual([])
  })

  test('W104 long words break and long texts are cut', () => {
    const rule = /\.person-text \{([^}]*)\}/.exec(readFileSync(path.join(SOURCES, 'ui/blocks/questions.css'), 'utf8'))?.[1] ?? ''
    for (const declaration of ['overflow-wrap: anywhere', 'overflow: hidden', '-webkit-line-clamp: 8']) expect(rule).toContain(declaration)
  })

  test('W104 a cut text is shown on request and cut again', async () => {
    // The layout this environment does not have: everything is taller than its place.
    const height = Object.getOwnPropertyDescriptor(Element.prototype, 'scrollHeight')
    Object.defineProperty(Element.prototype, 'scrollHeight', { configurable: true, get: () => 400 })
    try {
      render(<PersonText text="Lang" more="Mehr anzeigen" less="Weniger anzeigen" />)
      await userEvent.click(screen.getByRole('button', { name: 'Mehr anzeigen', expanded: false }))
      expect(screen.getByText('Lang').hasAttribute('data-open')).toBe(true)
      await userEvent.click(screen.getByRole('button', { name: 'Weniger anzeigen', expanded: true }))
      expect(screen.getByText('Lang').hasAttribute('data-open')).toBe(false)
    } finally {
      if (height) Object.defineProperty(Element.prototype, 'scrollHeight', height)
    }
  })

  test('W104 a short text has no button', () => {
    render(<PersonText text="Kurz" more="Mehr anzeigen" less="Weniger anzeigen" />)
    expect(screen.queryByRole('button')).toBeNull()
  })
})
