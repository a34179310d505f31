/* Preloaded: the clock on the wall is off by the seconds in the file that BERTH_CLOCK names, and follows that file while
 * the process runs; the monotonic clock stays. libfaketime makes a JVM hang. Needs no headers: a bare machine has none. */
struct timespec { long seconds, nanoseconds; };
extern char *getenv(const char *);
extern int open(const char *, int, ...);
extern int close(int);
extern void *mmap(void *, unsigned long, int, int, int, long);
extern void *dlsym(void *, const char *);

static int (*real)(int, struct timespec *);
static volatile const long *offset;

__attribute__((constructor)) static void begin(void) {
  real = (int (*)(int, struct timespec *))dlsym((void *)-1 /* RTLD_NEXT */, "clock_gettime");
  const char *path = getenv("BERTH_CLOCK");
  int file = path ? open(path, 0 /* O_RDONLY */) : -1;
  if (file < 0) return;
  void *page = mmap(0, sizeof(long), 1 /* PROT_READ */, 1 /* MAP_SHARED */, file, 0);
  if (page != (void *)-1) offset = page;
  close(file);
}

int clock_gettime(int clock, struct timespec *time) {
  if (!real) begin(); /* Asked before it was this one's turn to begin. */
  int answer = real(clock, time);
  if (answer == 0 && clock == 0 /* CLOCK_REALTIME */ && offset) time->seconds += *offset;
  return answer;
}
