declare module "htmx.org/dist/htmx.esm.js" {
  const htmx: {
    process(root: Element): void;
    registerExtension(name: string, extension: object): boolean;
  };
  export default htmx;
}

declare module "pdfjs-dist/legacy/build/pdf.worker" {
  export const WorkerMessageHandler: unknown;
}
