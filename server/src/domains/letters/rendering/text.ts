// A letter as plain text, written for people who read it that way: short lines, one address to a line, nothing lost (EM-06).
import type { Block, LetterOutline } from './blocks.ts'

const WIDTH = 74

/** The plain text of a letter. Addresses are never broken. */
export function plainText(letter: LetterOutline): string {
  const { footer } = letter
  const parts = letter.blocks.map((block) => textOf(block)).filter((part) => part !== '')
  const end = [
    wrapped(footer.provider),
    `${footer.question} ${footer.email}${footer.phone === '' ? '' : ` ${footer.or} ${footer.phone}`}`,
    wrapped(footer.why),
    ...footer.links.map(({ label, url }) => `${label}:\n${url}`),
  ].join('\n')
  return `${[...parts, `-- \n${end}`].join('\n\n')}\n`
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'greeting':
      return block.text
    case 'headline':
    case 'seminar':
    case 'paragraph':
      return wrapped(block.text)
    case 'when':
      return [block.date, block.time, block.zone, ...(block.before === null ? [] : [`${block.before.label} ${block.before.moment}`])].join(
        '\n',
      )
    case 'ruler':
      return ''
    case 'button':
      return [`${block.label}:`, block.url, ...(block.note === null ? [] : ['', wrapped(block.note)])].join('\n')
    case 'credentials':
      return fields(block.fields)
    case 'section':
      return [
        headed(block.title),
        ...block.paragraphs.map(({ text }) => wrapped(text)),
        ...(block.link === null ? [] : [block.link.before.trim(), block.link.url, block.link.after.trim()].filter((line) => line !== '')),
      ].join('\n')
    case 'steps':
      return [headed(block.title), ...block.steps.map((step, index) => hanging(`${index + 1}. `, step.text))].join('\n')
    case 'agenda':
      return [
        headed(block.title),
        ...block.rows.map(({ at, title }) => hanging(`${at}  `, title)),
        ...(block.note === null ? [] : ['', wrapped(block.note)]),
      ].join('\n')
    case 'answers':
      return [headed(block.title), ...block.answers.map(({ question, answer }) => `${quoted(question)}\n${wrapped(answer)}`)].join('\n\n')
    case 'seats':
      return block.seats.map((seat) => [seat.title, seat.link, fields(seat.fields)].join('\n')).join('\n\n')
  }
}

/** In one piece, so that it can be copied (EM-06). */
function fields(all: readonly { readonly label: string; readonly value: string }[]): string {
  return all.map(({ label, value }) => `${label}: ${value.replaceAll('\u00a0', ' ')}`).join('\n')
}

/** Somebody's own words, as mail programs mark them. */
function quoted(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, '').split('\n'))
    .map((line) => `> ${line}`)
    .join('\n')
}

function headed(title: string): string {
  return title.toLocaleUpperCase()
}

/** Lines of at most 74 characters; a word that is longer stays whole. */
function wrapped(text: string): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, ''))
    .join('\n')
}

function hanging(mark: string, text: string): string {
  return mark + wrapLine(text, ' '.repeat(mark.length)).trimStart()
}

function wrapLine(line: string, indent: string): string {
  const lines: string[] = []
  let current = indent
  for (const word of line.split(' ')) {
    if (current.trim() !== '' && current.length + 1 + word.length > WIDTH) {
      lines.push(current)
      current = indent + word
    } else current = current.trim() === '' ? indent + word : `${current} ${word}`
  }
  return [...lines, current].join('\n')
}
