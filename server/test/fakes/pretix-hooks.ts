// What pretix tells when something happens (ticketing.md §9): names and a number, no data.
import type { PretixHook } from '@podium/shared/pretix.ts'
import type { Happening } from './shop.ts'
import type { HookMessage } from './shop-hooks.ts'

/** Builds the writer of messages; numbers rise with every message, and a repeat keeps its number. */
export function createPretixMessages(organisationId: string): (happening: Happening) => HookMessage[] {
  let lastId = 123_454

  function message(action: string, eventId: string, code?: string): HookMessage {
    lastId += 1
    const body: PretixHook = {
      notification_id: lastId,
      organizer: organisationId,
      event: eventId,
      action,
      ...(code === undefined ? {} : { code }),
    }
    return {
      action,
      eventId,
      write: () => ({ headers: { 'User-Agent': 'pretix-webhook', 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    }
  }

  return (happening) => {
    if (happening.kind === 'event_changed') return [message('pretix.event.changed', happening.event.id)]
    const { order, tickets } = happening
    const told = (...actions: string[]) => actions.map((action) => message(`pretix.event.order.${action}`, order.eventId, order.ref))
    const isWhole = tickets.length === order.tickets.length
    switch (happening.kind) {
      case 'placed':
        return told('placed', 'paid')
      case 'refunded':
        return told(isWhole ? 'canceled' : 'changed.cancel', 'refund.done')
      case 'cancelled':
        return told(isWhole ? 'canceled' : 'changed.cancel')
      case 'rebooked':
        return told('reactivated')
      case 'changed':
        return told('modified')
      case 'checked_in':
        return [message('pretix.event.checkin', order.eventId, order.ref)]
      case 'transferred':
        return [
          ...told('changed.cancel'),
          ...['placed', 'paid'].map((action) => message(`pretix.event.order.${action}`, happening.to.eventId, happening.to.ref)),
        ]
    }
  }
}

/** Whether a subscription, which may end in `.*`, holds an action. */
export function isSubscribed(subscriptions: readonly string[], action: string): boolean {
  return subscriptions.some((one) => one === action || (one.endsWith('.*') && action.startsWith(one.slice(0, -1))))
}
