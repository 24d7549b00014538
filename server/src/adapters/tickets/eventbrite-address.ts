/** Where Eventbrite answers (API v3, ticketing.md §2). */
export const EVENTBRITE_URL = 'https://www.eventbriteapi.com/v3/'
