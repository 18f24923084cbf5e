/** Rides in a field of the signals that names things freely; its value is when it was sent, Unix milliseconds with fractions. */
export const stampName = 'bench/sentAt';
