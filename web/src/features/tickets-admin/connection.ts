// The connection of a seminar with a shop, and how its numbers are said.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { Refusal } from '@podium/shared/failures.ts'
import { listHooks, type ReconcileCounts, readShopConnection, type ShopConnection } from '@podium/shared/tickets.ts'
import { call } from '../../lib/api.ts'

const REFRESH_MS = 10_000
/** A shop with hundreds of tickets answers page by page. */
export const SHOP_TIMEOUT_MS = 120_000

/** The connection as it stands, asked again every ten seconds while somebody looks. */
export function useConnection(seminarId: string) {
  return useQuery({
    queryKey: ['shop', seminarId],
    queryFn: async () => (await call(readShopConnection, { seminarId })).connection,
    refetchInterval: REFRESH_MS,
  })
}

/** The latest messages of the shop. */
export function useHooks(seminarId: string) {
  return useQuery({
    queryKey: ['shop', seminarId, 'hooks'],
    queryFn: async () => (await call(listHooks, { seminarId })).hooks,
    refetchInterval: REFRESH_MS,
  })
}

/** One change at the shop that answers the connection as it is afterwards. */
export function useShopChange<Input>(
  seminarId: string,
  change: (input: Input) => Promise<{ connection: ShopConnection | null }>,
  done: (connection: ShopConnection | null) => void,
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: ({ connection }) => {
      queries.setQueryData(['shop', seminarId], connection)
      void queries.invalidateQueries({ queryKey: ['seats', seminarId] })
      done(connection)
    },
  })
}

const SAID = ['added', 'changed', 'revoked', 'restored', 'withoutEmail', 'unknown', 'missing'] as const

/** "12 neu · 3 geändert · 1 storniert · 2 ohne E-Mail". */
export function sayCounts(t: TFunction<'tickets'>, counts: ReconcileCounts): string {
  const parts = SAID.filter((key) => counts[key] > 0).map((key) => t(`counts_${key}`, { count: counts[key] }))
  return parts.length === 0 ? t('counts_none') : parts.join(' · ')
}

/** Puts what a shop or the server refused into words. */
export function explainShop(t: TFunction<['tickets', 'failures', 'organiser']>, error: unknown): string {
  return error instanceof Refusal ? t(`failures:${error.code}`) : t('organiser:unreachable')
}
