import { useTranslation } from 'react-i18next'
import { changeLanguage } from '../../lib/i18n/i18n.ts'

/** The other language, named in that language. */
export function LanguageButton() {
  const { i18n } = useTranslation()
  const isEnglish = i18n.language === 'en'
  return (
    <button
      className="button button--quiet button--dense"
      type="button"
      lang={isEnglish ? 'de' : 'en'}
      aria-label={isEnglish ? 'DE, auf Deutsch wechseln' : 'EN, switch to English'}
      onClick={() => void changeLanguage(isEnglish ? 'de' : 'en')}
    >
      {isEnglish ? 'DE' : 'EN'}
    </button>
  )
}
