import { createContext, useContext } from 'react';

/** Tells the path of the page that is on its way, or of the one that is there. */
type Destination = () => string;

/** From the router itself: what is rendered may lag behind it. */
export const DestinationContext = createContext<Destination>(() => location.pathname);

export const useDestination = (): Destination => useContext(DestinationContext);
