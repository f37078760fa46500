// Stands in for @tsoa/runtime, whose decorators only describe an interface for servers.
const decorate = () => () => {};

export class Controller {}
export {
  decorate as Body,
  decorate as Delete,
  decorate as Get,
  decorate as Inject,
  decorate as Post,
  decorate as Put,
  decorate as Queries,
  decorate as Route,
  decorate as Security,
  decorate as Tags,
  decorate as UploadedFile,
};
