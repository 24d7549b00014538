import { describe, expect, test } from 'vitest'
import { de } from '../../src/lib/i18n/de/catalogue.ts'
import { en } from '../../src/lib/i18n/en/catalogue.ts'

type Texts = Record<string, Record<string, string>>

const german: Texts = de
const english: Texts = en

function keysOf(catalogue: Texts): string[] {
  return Object.entries(catalogue)
    .flatMap(([area, texts]) => Object.keys(texts).map((key) => `${area}.${key}`))
    .sort()
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}|<(\/?\w+)>/g)].map(([, value, tag]) => value ?? tag ?? '').sort()
}

describe('W1 English says everything German says', () => {
  test('W1 both catalogues have the same areas and keys', () => {
    expect(keysOf(english)).toEqual(keysOf(german))
    expect(keysOf(german).length).toBeGreaterThan(200)
  })

  test('W1 every text has the same placeholders and marks in both languages, and none is empty', () => {
    const different = Object.entries(german).flatMap(([area, texts]) =>
      Object.entries(texts)
        .filter(([key, text]) => {
          const other = english[area]?.[key] ?? ''
          return text === '' || other === '' || placeholdersOf(text).join() !== placeholdersOf(other).join()
        })
        .map(([key]) => `${area}.${key}`),
    )
    expect(different).toEqual([])
  })

  test('W1 no text shouts, and nobody is called a webinar', () => {
    const loud = [german, english].flatMap((catalogue) =>
      Object.values(catalogue).flatMap((texts) => Object.values(texts).filter((text) => /!|webinar/i.test(text))),
    )
    expect(loud).toEqual([])
  })
})
