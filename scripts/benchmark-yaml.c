// Time of libyaml's bare event loop: the measure that protonlint's own time is held against.
//
// Reads the files named on standard input, one a line, then passes over all of them as often as
// the argument says. Prints the bytes of one pass and the CPU seconds that it took.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <yaml.h>

struct text {
  unsigned char *bytes;
  size_t size;
};

static struct text read_file(const char *path) {
  struct text text = {0};
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0) {
    perror(path);
    exit(1);
  }
  text.size = (size_t)ftell(file);
  rewind(file);
  text.bytes = malloc(text.size + 1);
  if (!text.bytes || fread(text.bytes, 1, text.size, file) != text.size) {
    perror(path);
    exit(1);
  }
  fclose(file);
  return text;
}

// Reads events up to the end of the stream, or up to an error: a broken file costs what was read.
static void read_events(struct text text) {
  yaml_parser_t parser;
  yaml_event_t event;
  int at_end = 0;
  if (!yaml_parser_initialize(&parser)) exit(1);
  yaml_parser_set_input_string(&parser, text.bytes, text.size);
  while (!at_end && yaml_parser_parse(&parser, &event)) {
    at_end = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
}

int main(int argc, char **argv) {
  int passes = argc > 1 ? atoi(argv[1]) : 1;
  struct text *texts = NULL;
  size_t count = 0, total = 0, room = 0;
  char *line = NULL;

  for (ssize_t length; (length = getline(&line, &room, stdin)) > 0; count++) {
    if (line[length - 1] == '\n') line[length - 1] = '\0';
    texts = realloc(texts, (count + 1) * sizeof *texts);
    if (!texts) return 1;
    texts[count] = read_file(line);
    total += texts[count].size;
  }

  clock_t start = clock();
  for (int pass = 0; pass < passes; pass++) {
    for (size_t i = 0; i < count; i++) read_events(texts[i]);
  }
  double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  printf("%zu %.9f\n", total, passes > 0 ? seconds / passes : 0);
  return 0;
}
