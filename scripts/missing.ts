// What a script needs, could not find and may not install by itself: the reason and the one command to run.

export class MissingRequirement extends Error {
  readonly command: string;

  constructor(reason: string, command: string) {
    super(`${reason}\nRun this, then try again:\n\n    ${command}\n`);
    this.name = 'MissingRequirement';
    this.command = command;
  }
}
