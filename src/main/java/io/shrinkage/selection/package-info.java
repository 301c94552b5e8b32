/** How much to regularize: the roles of the buckets, the grid of λ and the path along it. */
package io.shrinkage.selection;
