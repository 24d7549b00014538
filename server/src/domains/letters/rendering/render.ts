// One letter, three ways: HTML, plain text and calendar file, from the same outline. Same facts, same bytes.
import { render } from '@react-email/render'
import { createElement } from 'react'
import type { LetterFacts, RenderedLetter } from '../letter.ts'
import { outline } from './blocks.ts'
import { calendarOf } from './calendar.ts'
import { LetterDocument } from './html.tsx'
import { plainText } from './text.ts'

/** Renders a letter; throws nothing a person or an organiser could cause. */
export async function renderLetter(facts: LetterFacts): Promise<RenderedLetter> {
  const letter = outline(facts)
  return {
    subject: letter.subject,
    html: await render(createElement(LetterDocument, { letter, locale: facts.locale })),
    text: plainText(letter),
    calendar: calendarOf(facts),
  }
}
