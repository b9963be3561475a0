/* SPDX-License-Identifier: Apache-2.0 */
/* Copyright (c) 2026 The mod_statuspages authors */

/* Prints the microseconds of processor (user + system, all threads, those that
 * have ended too) that the processes named have used until now. To the
 * nanosecond in the kernel's books, where /proc/PID/stat counts hundredths of
 * a second. A process that is gone counts nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv)
{
    double sum = 0;
    int i;

    for (i = 1; i < argc; i++) {
        struct timespec t;
        clockid_t clock;
        if (clock_getcpuclockid((pid_t)atol(argv[i]), &clock) == 0 &&
            clock_gettime(clock, &t) == 0) {
            sum += (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
        }
    }
    printf("%.0f\n", sum);
    return 0;
}
