/** Solvers, stopping rules and the certificates that check what they return. */
package io.shrinkage.solver;
