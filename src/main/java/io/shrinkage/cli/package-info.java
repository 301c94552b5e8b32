/** The command line: arguments in, one exit code and at most one message out. */
package io.shrinkage.cli;
