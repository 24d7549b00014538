import { useTranslation } from 'react-i18next'
import { Refusal } from '@podium/shared/failures.ts'

/** Puts what went wrong with a seat into words. */
export function useExplain(): (error: unknown) => string {
  const { t } = useTranslation(['organiser', 'failures'])
  return (error) => (error instanceof Refusal ? t(`failures:${error.code}`) : t('unreachable'))
}
