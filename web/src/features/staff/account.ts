// Who is signed in on this browser.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Refusal } from '@podium/shared/failures.ts'
import { readOwnAccount, signOut, type StaffMember } from '@podium/shared/staff.ts'
import { call } from '../../lib/api.ts'

const KEY = ['staff', 'own']

export type Account =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly retry: () => void }
  | { readonly kind: 'signed_out' }
  | { readonly kind: 'signed_in'; readonly member: StaffMember }

/** The account of this browser, asked once and kept until somebody signs in or out. */
export function useAccount(): Account {
  const query = useQuery({
    queryKey: KEY,
    queryFn: async () => {
      try {
        return { member: await call(readOwnAccount, {}) }
      } catch (error) {
        if (error instanceof Refusal && error.code === 'signed_out') return { member: null }
        throw error
      }
    },
  })
  if (query.isPending) return { kind: 'loading' }
  if (query.isError) return { kind: 'failed', retry: () => void query.refetch() }
  return query.data.member === null ? { kind: 'signed_out' } : { kind: 'signed_in', member: query.data.member }
}

/** What the account queries need after signing in or out. */
export function useAccountChange(): { signedIn: (member: StaffMember) => void; forget: () => void; leave: () => Promise<void> } {
  const queries = useQueryClient()
  return {
    signedIn: (member) => queries.setQueryData(KEY, { member }),
    forget: () => queries.setQueryData(KEY, { member: null }),
    leave: async () => {
      await call(signOut, {})
      queries.clear()
      queries.setQueryData(KEY, { member: null })
    },
  }
}
