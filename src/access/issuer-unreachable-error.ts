/** Whether a JWT is good cannot be told just now, since its issuer's keys cannot be had. It does not mean that it is bad. */
export class IssuerUnreachableError extends Error {
  override readonly name = 'IssuerUnreachableError';
}
