import i18next from 'i18next'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { accessCode, accessNumber, clock, longDate, stopwatch, timeRange } from '../../src/lib/i18n/format.ts'
import { changeLanguage, startTranslations } from '../../src/lib/i18n/i18n.ts'

const STARTS = Date.UTC(2027, 2, 12, 9, 0)
const ENDS = Date.UTC(2027, 2, 12, 10, 30)

beforeEach(() => {
  localStorage.clear()
  history.replaceState(null, '', '/')
})
afterEach(() => vi.restoreAllMocks())

function browserSpeaks(language: string): void {
  vi.spyOn(navigator, 'language', 'get').mockReturnValue(language)
}

describe('W2 The language is the one of the address, else the one chosen here, else the browser’s, else German', () => {
  test('W2 an unknown browser language leads to German', async () => {
    browserSpeaks('fr-FR')
    await startTranslations()
    expect(i18next.language).toBe('de')
    expect(document.documentElement.lang).toBe('de')
  })

  test('W2 an English browser gets English', async () => {
    browserSpeaks('en-GB')
    await startTranslations()
    expect(document.documentElement.lang).toBe('en')
  })

  test('W2 a choice on this device outranks the browser and lasts', async () => {
    browserSpeaks('en-GB')
    await startTranslations()
    await changeLanguage('de')
    await startTranslations()
    expect(i18next.language).toBe('de')
  })

  test('W2 the address outranks everything', async () => {
    localStorage.setItem('podium.language', 'de')
    history.replaceState(null, '', '/?lang=en')
    await startTranslations()
    expect(i18next.language).toBe('en')
  })
})

describe('W3 Times are written as people write them, in the zone of the seminar', () => {
  test('W3 in German', async () => {
    await changeLanguage('de')
    expect(timeRange(STARTS, ENDS, 'Europe/Berlin')).toBe('10:00–11:30 Uhr')
    expect(longDate(STARTS, 'Europe/Berlin')).toBe('Freitag, 12. März 2027')
  })

  test('W3 in English, and in another zone', async () => {
    await changeLanguage('en')
    expect(timeRange(STARTS, ENDS, 'Europe/Berlin')).toBe('10:00–11:30')
    expect(clock(STARTS, 'America/New_York')).toBe('04:00')
  })

  test('W3 countdowns show hours only where there are any and never go below zero', () => {
    expect(stopwatch(760_000)).toBe('12:40')
    expect(stopwatch(3_800_000)).toBe('1:03:20')
    expect(stopwatch(-5_000)).toBe('00:00')
  })

  test('W3 codes and numbers stand in groups', () => {
    expect(accessCode('730418')).toBe('730 418')
    expect(accessNumber('7K3M9P2QX4')).toBe('7K3M9 P2QX4')
  })
})
