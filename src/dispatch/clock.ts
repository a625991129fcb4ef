export * from '../clock.ts';
