// Texts for people: German first, English complete. Keys are typed; an unknown key does not compile.
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { de } from './de/catalogue.ts'
import { en } from './en/catalogue.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof de
  }
}

export const LANGUAGES = ['de', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

const STORED = 'podium.language'

/** Chooses the language and makes the texts ready: ?lang, then the stored choice, then the browser's, then German. */
export async function startTranslations(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { de, en },
    lng: chosenLanguage(),
    fallbackLng: 'de',
    defaultNS: 'common',
    interpolation: { escapeValue: false }, // React escapes
    returnNull: false,
  })
  document.documentElement.lang = i18next.language
}

/** Changes the language of this browser from now on. */
export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  try {
    localStorage.setItem(STORED, language)
  } catch {
    // Storage may be blocked; the choice then lasts until the page is left.
  }
}

function chosenLanguage(): Language {
  const wanted = [new URLSearchParams(location.search).get('lang'), stored(), navigator.language.slice(0, 2)]
  return wanted.find((candidate): candidate is Language => LANGUAGES.some((known) => known === candidate)) ?? 'de'
}

function stored(): string | null {
  try {
    return localStorage.getItem(STORED)
  } catch {
    return null
  }
}
