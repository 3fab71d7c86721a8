import ArgumentParser

@main
struct Command: ParsableCommand {
  func run() {}
}
